package org.certdrop.service;

import java.util.HashSet;
import java.util.Set;
import org.certdrop.home.Federation;
import org.certdrop.home.Setting;
import org.certdrop.home.Settings;

/** What one replica does at a time. */
enum ReplicaTask {
  /** Writes into the outbox, and logs which certificates end. */
  OUTBOX,
  /** Exports into the database of a Fed-BioMed component. */
  EXPORT,
  /** Takes old submissions away. */
  RETENTION,
  /** Fetches drops from a server. */
  SFTP;

  /**
   * The tasks of a home by their names: a home that does not do one must not keep others from it.
   */
  static Set<String> of(Settings settings, Federation federation) {
    Set<String> tasks = new HashSet<>(Set.of(OUTBOX.name()));
    federation.database().ifPresent(set -> tasks.add(EXPORT.name()));
    settings.inbox().keep().ifPresent(set -> tasks.add(RETENTION.name()));
    if (!settings.placeholders().get(Setting.SFTP_HOST.key()).isEmpty()) {
      tasks.add(SFTP.name());
    }
    return tasks;
  }
}

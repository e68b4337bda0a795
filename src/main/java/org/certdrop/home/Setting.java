package org.certdrop.home;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of {@code etc/certdrop.properties} and their defaults; no other {@code certdrop.} key
 * exists.
 */
public enum Setting {
  COMPONENT("certdrop.component", "NODE"),
  PARTY_ID("certdrop.party-id", ""),
  IP("certdrop.ip", "127.0.0.1"),
  PORT("certdrop.port", "14001"),
  TOPOLOGY("certdrop.topology", ""),
  SAN("certdrop.san", ""),
  FED_BIOMED_CONFIG("certdrop.fedbiomed.config", ""),
  SETTLE_TIME("certdrop.inbox.settle-time", "PT10S"),
  PAIR_TIMEOUT("certdrop.inbox.pair-timeout", "PT24H"),
  INBOX_KEEP("certdrop.inbox.keep", ""),
  POLL_INTERVAL("certdrop.inbox.poll-interval", "PT0.05S"),
  BATCH("certdrop.inbox.batch", "2000"),
  THREADS("certdrop.ingest.threads", "4"),
  RETRY_DELAY("certdrop.retry.delay", "PT1S"),
  RETRY_MAX_DELAY("certdrop.retry.max-delay", "PT1M"),
  INSTRUCTIONS_INTERVAL("certdrop.instructions.interval", "PT5S"),
  CLOCK_CHECK("certdrop.clock.check", "true"),
  POLICY_ENDPOINT("certdrop.policy.endpoint", ""),
  POLICY_FIRST("certdrop.policy.first", "register"),
  POLICY_ROTATION("certdrop.policy.rotation", ""),
  POLICY_ISSUERS("certdrop.policy.issuers", "etc/issuers"),
  POLICY_EXPIRY_WARNING("certdrop.policy.expiry-warning", "P30D"),
  EXPORT_REQUIRE("certdrop.export.require", ""),
  EXPORT_FEDBIOMED_DB("certdrop.export.fedbiomed.db", ""),
  PROPAGATE("certdrop.propagate", ""),
  REGISTRY_URL("certdrop.registry.url", ""),
  REGISTRY_USER("certdrop.registry.user", ""),
  REGISTRY_PASSWORD_FILE("certdrop.registry.password-file", ""),
  REGISTRY_NAME("certdrop.registry.name", ""),
  HTTP_ADDRESS("certdrop.http.address", ""),
  HTTP_ACTIONS("certdrop.http.actions", "false"),
  HTTP_TLS_CERTIFICATE("certdrop.http.tls.certificate", ""),
  HTTP_TLS_KEY("certdrop.http.tls.key", ""),
  SFTP_HOST("certdrop.sftp.host", ""),
  SFTP_PORT("certdrop.sftp.port", "22"),
  SFTP_USER("certdrop.sftp.user", ""),
  SFTP_KEY_FILE("certdrop.sftp.key-file", "etc/sftp/id_ed25519"),
  SFTP_KNOWN_HOSTS_FILE("certdrop.sftp.known-hosts-file", "etc/sftp/known_hosts"),
  SFTP_FOLDER("certdrop.sftp.folder", ""),
  SFTP_MOVE_TO("certdrop.sftp.move-to", ""),
  SFTP_DELAY("certdrop.sftp.delay", "PT15S");

  /** What the keys of certdrop's own settings begin with. */
  static final String PREFIX = "certdrop.";

  private final String key;
  private final String defaultValue;

  Setting(String key, String defaultValue) {
    this.key = key;
    this.defaultValue = defaultValue;
  }

  /** The key in the file. */
  public String key() {
    return key;
  }

  /** The value where the file has none. */
  public String defaultValue() {
    return defaultValue;
  }

  static Optional<Setting> of(String key) {
    return Stream.of(values()).filter(setting -> setting.key.equals(key)).findAny();
  }
}

package org.certdrop.status;

import java.util.List;
import java.util.Optional;
import org.certdrop.home.Faults;
import org.certdrop.party.Aliases;
import org.certdrop.registration.RegistryView;

/** Reports of homes in which there is nothing to report. */
public final class TestReports {
  private TestReports() {}

  /** A report that says nothing but what could not be seen. */
  public static StatusReport without(Unseen unseen) {
    return of(Optional.empty(), List.of(), unseen);
  }

  /** A report of a registry alone. */
  public static StatusReport of(RegistryView registry) {
    return of(Optional.of(registry), List.of(), Unseen.NOTHING);
  }

  /** A report of a registry, if it could be read, and of some warnings. */
  public static StatusReport of(
      Optional<RegistryView> registry, List<Faults.Fault> warnings, Unseen unseen) {
    return new StatusReport(
        List.of(),
        0,
        List.of(),
        0,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        registry,
        Optional.empty(),
        List.of(),
        warnings,
        List.of(),
        Optional.empty(),
        unseen,
        Aliases.NONE);
  }
}

package org.certdrop.service;

import java.io.IOException;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.certdrop.home.ClockCheck;
import org.certdrop.home.Faults;
import org.certdrop.home.Home;
import org.certdrop.home.Intakes;
import org.certdrop.home.Settings;
import org.certdrop.home.SettingsException;
import org.certdrop.operator.MembershipWatch;
import org.certdrop.outbox.OwnInstructions;
import org.certdrop.registry.Registry;
import org.certdrop.rules.CertificateRules;
import org.certdrop.verdict.Intake;

/** The parts of a service that decide on submissions. */
record Judges(
    CertificateRules rules, MembershipWatch membership, Intake intake, ClockCheck clockCheck) {

  /** Composes them; parties that are distrusted are removed. */
  static Judges of(
      Home home,
      Settings settings,
      Replication replication,
      OwnInstructions own,
      Registry registry,
      Faults faults,
      Clock clock,
      LongSupplier nanoTime)
      throws SettingsException, IOException {
    CertificateRules rules = Intakes.rules(home, settings, own::federation);
    MembershipWatch membership = new MembershipWatch(home, registry, own::party, faults, nanoTime);
    Intake intake =
        Intakes.of(
            rules,
            own::federation,
            registry,
            replication.agreed(membership),
            own::ourselves,
            clock);
    return new Judges(
        rules,
        membership,
        intake,
        new ClockCheck(settings.clockCheck(), registry::lastChange, intake, clock));
  }
}

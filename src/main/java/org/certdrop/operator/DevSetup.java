package org.certdrop.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.certdrop.home.Home;
import org.certdrop.home.HomeSetup;
import org.certdrop.home.SettingsException;
import org.certdrop.home.StartException;
import org.certdrop.identity.IdentityException;
import org.certdrop.outbox.Instructions;
import org.certdrop.outbox.Publications;
import org.certdrop.verdict.Verdict;

/**
 * Registers several homes of one machine in one another, for a test deployment: what Fed-BioMed's
 * {@code certificate-dev-setup} does for the components of one clone. Where parties are real, a
 * person carries the files and compares the fingerprints.
 */
public final class DevSetup {
  private final Map<Home, Instructions> homes;
  private final Clock clock;

  private DevSetup(Map<Home, Instructions> homes, Clock clock) {
    this.homes = homes;
    this.clock = clock;
  }

  /**
   * What became of one party in another one's home.
   *
   * @param home where it was to be registered
   * @param verdict what was decided
   */
  public record Registration(Home home, Verdict verdict) {}

  /**
   * A home whose registry cannot be used.
   *
   * @param home the home
   * @param cause why
   */
  public record Failure(Home home, Exception cause) {}

  /**
   * What was done.
   *
   * @param registrations one a pair of homes, in the order in which the homes were given
   * @param failures homes that could not be served; the others were
   */
  public record Done(List<Registration> registrations, List<Failure> failures) {}

  /**
   * Prepares homes: a party without a certificate gets one, and each outbox is brought up to date.
   *
   * @param directories the homes
   * @throws StartException if one is no home, or the same as another; then nothing was changed
   * @throws SettingsException if a configuration cannot be used
   * @throws IdentityException if a certificate cannot be used or made
   * @throws IOException if an outbox cannot be written
   */
  public static DevSetup of(List<Path> directories, Clock clock)
      throws StartException, SettingsException, IdentityException, IOException {
    Map<Home, Instructions> homes = new LinkedHashMap<>();
    for (Home home : distinct(directories)) {
      homes.put(home, Publications.publish(home, clock));
    }
    return new DevSetup(homes, clock);
  }

  private static List<Home> distinct(List<Path> directories) throws StartException, IOException {
    Set<Path> seen = new LinkedHashSet<>();
    List<Home> homes = new ArrayList<>();
    for (Path directory : directories) {
      Home home = new Home(directory);
      if (!Files.isDirectory(home.inbox()) || !Files.isDirectory(home.properties().getParent())) {
        throw new StartException(
            home
                + " is no home: it lacks the folder etc or inbox. Correct the path, or make the home: "
                + HomeSetup.command(home));
      }
      if (!seen.add(home.directory().toRealPath())) {
        throw new StartException(
            home + " is named twice; a party is not registered in its own home. Name each once.");
      }
      homes.add(home);
    }
    return homes;
  }

  /**
   * Registers each party in every other home, by the same rules as a drop. A refusal or a failing
   * home keeps nothing else from being done.
   */
  public Done register() {
    List<Registration> registrations = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (Home home : homes.keySet()) {
      try (Operator operator = Operator.of(home, clock)) {
        for (Map.Entry<Home, Instructions> other : homes.entrySet()) {
          if (!other.getKey().equals(home)) {
            registrations.add(new Registration(home, operator.register(other.getValue())));
          }
        }
      } catch (Exception e) {
        failures.add(new Failure(home, e));
      }
    }
    return new Done(registrations, failures);
  }
}

package org.certdrop.trust;

import java.util.List;
import java.util.Optional;
import org.certdrop.party.Component;
import org.certdrop.party.Endpoint;
import org.certdrop.registration.EndpointTrust;
import org.certdrop.registration.Entry;
import org.certdrop.registration.RegistryView;
import org.certdrop.registration.Verified;
import org.certdrop.text.Printable;
import org.certdrop.text.Timestamps;

/** How far an entry can be trusted, and why, in sentences. */
public final class TrustText {
  private TrustText() {}

  /** Of a registered party. */
  public static List<String> ofActive(Entry entry) {
    return List.of(verified(entry), endpoint(entry));
  }

  /** Of an entry that waits: what it would change, and what to type. */
  public static List<String> ofPending(Entry entry, RegistryView view) {
    return List.of(
        "This waits for a confirmation since "
            + Timestamps.seconds(entry.registeredAt())
            + ", and is not trusted yet: "
            + reason(entry, view),
        endpoint(entry),
        "Compare the numbers by phone (./certdrop number "
            + entry.party()
            + "), then type: ./certdrop "
            + confirmation(entry, view.find(entry.party())),
        "If nobody there knows of it: ./certdrop reject " + entry.party() + " " + entry.sha256());
  }

  /** The command that takes what waits, to be completed by what the site reads out. */
  public static String confirmation(Entry waiting, Optional<Entry> active) {
    return "confirm "
        + waiting.party()
        + " NUMBER"
        + (isMove(waiting, active) ? " --address IP:PORT" : "");
  }

  /** Whether what waits says, unsigned, that a registered key is at another address. */
  public static boolean isMove(Entry waiting, Optional<Entry> active) {
    return waiting.endpointTrust() == EndpointTrust.CLAIMED
        && active
            .filter(entry -> entry.publicKey().equals(waiting.publicKey()))
            .filter(entry -> !entry.endpoint().equals(waiting.endpoint()))
            .isPresent();
  }

  /** Why an entry waits, as a clause. */
  public static String reason(Entry waiting, RegistryView view) {
    Optional<Entry> active = view.find(waiting.party());
    if (active.isEmpty()) {
      return newcomer(waiting, view);
    }
    if (active.get().sha256().equals(waiting.sha256())) {
      return "the party is said to have moved, but no key signed that: ask for the address, too.";
    }
    if (active.get().publicKey().equals(waiting.publicKey())) {
      return "it is another certificate of the registered key.";
    }
    return waiting.rotatedFrom().contains(active.get().sha256())
        ? "it has a new key, and the registered key signed that it takes its place."
        : "it has another key than the certificate that is registered now.";
  }

  private static String newcomer(Entry waiting, RegistryView view) {
    return "the party is new here"
        + view.active().stream()
            .map(Entry::party)
            .filter(party -> party.component() == Component.RESEARCHER)
            .filter(party -> waiting.party().component() == Component.RESEARCHER)
            .findFirst()
            .map(
                party ->
                    ", beside the researcher "
                        + party
                        + ": at a node of a star, confirm it with --replace")
            .orElse("")
        + ".";
  }

  private static String verified(Entry entry) {
    Verified verified = entry.verified();
    String who = verified.by().map(Printable::of).orElse("somebody");
    String day = verified.at().map(at -> " on " + Timestamps.seconds(at)).orElse("");
    return switch (verified.method()) {
      case NONE ->
          "Nobody has compared this certificate with the party's own yet: ./certdrop number "
              + entry.party();
      case NUMBER -> who + " compared its number with the party" + day + ".";
      case FINGERPRINT -> who + " compared its fingerprint with the party" + day + ".";
      case CHAINED ->
          who
              + " compared an earlier certificate of the party"
              + day
              + "; from then on each key signed for the next one.";
    };
  }

  /** What is known of where the party listens. */
  public static String endpoint(Entry entry) {
    Optional<Endpoint> endpoint = entry.endpoint();
    if (endpoint.isEmpty()) {
      return "It gave no address.";
    }
    return entry.endpointTrust() == EndpointTrust.AUTHENTICATED
        ? "The party's own key signed the address " + endpoint.get() + "."
        : "The address " + endpoint.get() + " is only claimed: no key signed it.";
  }
}

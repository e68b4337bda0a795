package org.certdrop.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.certdrop.party.Endpoint;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Confirmation;
import org.certdrop.registration.Entry;
import org.certdrop.rules.Finding;
import org.certdrop.verdict.ConflictFindings;

/** What came of the operator's word for a certificate. */
public sealed interface Endorsement {

  /** What the word did besides being written down. */
  enum Effect {
    /** Nothing: the certificate was registered before. */
    NONE,
    /** An entry that waited, or was refused for what another party claimed, is registered now. */
    ACTIVATED,
    /** The certificate was registered before, and the party moved to the address that waited. */
    MOVED,
    /** A certificate that was refused as a key change took the registered one's place. */
    REPLACED;

    /** The word in a JSON document. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * It counts.
   *
   * @param seq the journal line that says so
   * @param entry the party's entry as it is now
   * @param effect what it did besides
   * @param removed the researcher whose place the party takes at this node, removed with it
   * @param warnings what is worth knowing of a certificate that was not registered before
   * @param receipt the submission with the party's receipt that was refused before and counts now
   */
  record Given(
      long seq,
      Entry entry,
      Effect effect,
      Optional<PartyId> removed,
      List<Finding> warnings,
      Optional<String> receipt)
      implements Endorsement {
    /** Keeps a copy of the list; nothing may be null. */
    public Given {
      Objects.requireNonNull(receipt);
      Objects.requireNonNull(removed);
      Objects.requireNonNull(entry);
      Objects.requireNonNull(effect);
      warnings = List.copyOf(warnings);
    }

    /** Whether the certificate was not registered before. */
    boolean isNew() {
      return effect == Effect.ACTIVATED || effect == Effect.REPLACED;
    }

    /** The same, and a receipt of the party counts now. */
    Given with(Optional<String> receipt) {
      return new Given(seq, entry, effect, removed, warnings, receipt);
    }

    /** What the word did besides, in sentences. */
    public String meaning() {
      return effectSentence()
          + receipt
              .map(id -> " Its receipt in inbox/refused/" + id + " counts now, too.")
              .orElse("");
    }

    private String effectSentence() {
      return switch (effect) {
        case NONE -> "This certificate was registered before.";
        case ACTIVATED -> "It was not registered until now, and is from now on.";
        case MOVED ->
            "This certificate was registered before, and stays. The party's address is "
                + entry.endpoint().map(Endpoint::toString).orElse("gone")
                + " from now on.";
        case REPLACED -> "It takes the place of the certificate that was known until now.";
      };
    }
  }

  /**
   * The value is right, but the certificate must stay out all the same; nothing was changed.
   *
   * @param findings why, and what else is worth knowing
   */
  record Refused(List<Finding> findings) implements Endorsement {
    /** Keeps a copy of the list. */
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  /**
   * There is nothing that the value stands for; nothing was changed.
   *
   * @param problem why, in one sentence with the value that was typed, fit to be shown; never with
   *     the value that would have been right
   * @param hint what to do
   */
  record Mismatch(String problem, String hint) implements Endorsement {}

  /**
   * What the registry's answer comes to.
   *
   * @param party the party
   * @param answer what the registry said
   * @param effect what the word does besides, if it counts
   * @param warnings what is worth knowing then
   */
  static Endorsement of(PartyId party, Confirmation answer, Effect effect, List<Finding> warnings) {
    if (answer instanceof Confirmation.Confirmed confirmed) {
      List<Finding> all = new ArrayList<>(warnings);
      all.addAll(ConflictFindings.of(party, confirmed.cleared()));
      return new Given(
          confirmed.seq(), confirmed.entry(), effect, confirmed.removed(), all, Optional.empty());
    }
    return answer instanceof Confirmation.Refused refused
        ? new Refused(ConflictFindings.of(party, refused.conflicts()))
        : new Mismatch(
            "Somebody has just removed this certificate of " + party + ".",
            "Look at ./certdrop list before you go on.");
  }
}

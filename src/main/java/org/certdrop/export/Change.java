package org.certdrop.export;

import java.util.List;
import java.util.Optional;
import org.certdrop.x509.Fingerprint;

/** What an export does to one document of a database, or why it does nothing. */
public sealed interface Change {
  /** The party, as registry or database write it; from outside, so not fit to be shown as it is. */
  String party();

  /** The document's number. */
  String document();

  /** Whether the document stays as it was. */
  default boolean changesNothing() {
    return this instanceof LeftAlone || this instanceof InTheWay;
  }

  /** What becomes of the document, in a word or two. */
  String word();

  /**
   * A field that has another value now.
   *
   * @param name its name
   * @param before its value, fit to be shown: JSON that may be cut, or a certificate's fingerprint;
   *     empty if the field is new
   * @param after likewise; empty if the field is gone
   */
  record Field(String name, Optional<String> before, Optional<String> after) {}

  /** A new document. */
  record Added(String party, String document) implements Change {
    @Override
    public String word() {
      return "added";
    }
  }

  /** A document that was there, with other values. */
  record Updated(String party, String document, List<Field> fields) implements Change {
    /** Keeps a copy of the list. */
    public Updated {
      fields = List.copyOf(fields);
    }

    @Override
    public String word() {
      return "changed";
    }
  }

  /** A document that certdrop made for a party that is no longer exported, or that was revoked. */
  record Removed(String party, String document) implements Change {
    @Override
    public String word() {
      return "removed";
    }
  }

  /**
   * A document that is not certdrop's, with another certificate than the registered one.
   *
   * @param found the fingerprint of its certificate; empty if it does not hold exactly one
   * @param registered that of the registered one
   */
  record LeftAlone(
      String party, String document, Optional<Fingerprint> found, Fingerprint registered)
      implements Change {
    @Override
    public String word() {
      return "left alone";
    }
  }

  /**
   * A document that is not certdrop's and keeps Fed-BioMed from starting or from telling parties
   * apart; left alone.
   *
   * @param reason how, as a clause
   */
  record InTheWay(String party, String document, String reason) implements Change {
    @Override
    public String word() {
      return "in the way";
    }
  }

  /** Such a document, or another certificate of an exported party, taken away as asked for. */
  record Pruned(String party, String document) implements Change {
    @Override
    public String word() {
      return "pruned";
    }
  }
}

package org.certdrop.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What this party tells the other sites about itself: its certificate, its sidecar and a text for
 * people. The same id, endpoint and certificate always give the same bytes; a private key is never
 * in them.
 */
public final class Instructions {
  private Instructions() {}

  /** The instructions of a party. */
  public static Instructions of(OwnParty own) {
    throw new UnsupportedOperationException();
  }

  /** The certificate: one PEM block. */
  public String certificate() {
    throw new UnsupportedOperationException();
  }

  /** The sidecar: pretty JSON in ASCII, with a final LF. */
  public String sidecar() {
    throw new UnsupportedOperationException();
  }

  /** The text for people; a valid drop by itself. */
  public String text() {
    throw new UnsupportedOperationException();
  }

  /** The sidecar's fields and {@code certificate}, as a new JSON object. */
  public ObjectNode json() {
    throw new UnsupportedOperationException();
  }

  /** The files of the outbox, content by name: {@code ID.pem}, {@code ID.json}, {@code ID.txt}. */
  public Map<String, String> files() {
    throw new UnsupportedOperationException();
  }
}

package org.certdrop.x509;

/**
 * One block of a PEM document: from a BEGIN boundary to its END boundary (RFC 7468).
 *
 * <p>A private key's block has a label and no content: what must not be copied is not decoded.
 */
public final class PemBlock {
  /** The one label that certdrop takes (RFC 7468 section 5.1). */
  public static final String CERTIFICATE = "CERTIFICATE";

  private static final byte[] NOTHING = {};

  /** How whole a block is. */
  public enum State {
    /** BEGIN, base64, END of the same label. */
    WHOLE,
    /** No END before the next BEGIN or the end of the file. */
    UNTERMINATED,
    /** BEGIN and END bear different labels. */
    MISMATCHED_END,
    /** Something that is neither base64 nor white space, or padding in the wrong place. */
    NOT_BASE64,
    /** Base64 whose last group of four characters is not complete. */
    CUT_BASE64,
    /** BEGIN and END of a private key: not looked into. */
    WITHHELD
  }

  private final String label;
  private final State state;
  private final byte[] der;

  PemBlock(String label, State state, byte[] der) {
    this.label = label;
    this.state = state;
    this.der = der;
  }

  /** A block whose content is not to be had. */
  static PemBlock empty(String label, State state) {
    return new PemBlock(label, state, NOTHING);
  }

  /** What stands after BEGIN, as it stands there: not yet fit to be shown. */
  public String label() {
    return label;
  }

  /** How whole the block is. */
  public State state() {
    return state;
  }

  /** The bytes that the base64 stands for; empty unless the block is whole. */
  public byte[] der() {
    return der.clone();
  }

  /** Whether the label is {@code CERTIFICATE}, to the letter. */
  public boolean isCertificate() {
    return label.equals(CERTIFICATE);
  }

  /** Whether the label names a private key of any kind. */
  public boolean isPrivateKey() {
    return PemScanner.isPrivateKey(label);
  }

  /** Whether the block is no whole certificate, and no private key. */
  boolean isDoubtful() {
    return !isPrivateKey() && !(isCertificate() && state == State.WHOLE);
  }

  /** Whether the block has an END boundary. */
  public boolean isTerminated() {
    return state != State.UNTERMINATED;
  }
}

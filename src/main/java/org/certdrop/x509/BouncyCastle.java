package org.certdrop.x509;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The one instance of Bouncy Castle's provider. It is passed to each call that needs it and never
 * registered, so that nothing else in the Java runtime changes.
 */
public final class BouncyCastle {
  /** The provider. */
  public static final Provider PROVIDER = new BouncyCastleProvider();

  private BouncyCastle() {}
}

package org.certdrop.home;

import java.io.IOException;
import org.certdrop.text.Explained;

/** What the configuration says of the registry cannot be used: the message says why. */
public final class UnusableRegistryException extends IOException implements Explained {
  private static final long serialVersionUID = 1L;

  UnusableRegistryException(String message) {
    super(message);
  }

  UnusableRegistryException(Explained cause) {
    super(cause.explanation(), (Throwable) cause);
  }
}

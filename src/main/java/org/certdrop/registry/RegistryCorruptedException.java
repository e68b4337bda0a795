package org.certdrop.registry;

import java.io.IOException;
import org.certdrop.text.Explained;

/**
 * The registry's files do not fit together. Nothing was written, cut or removed.
 *
 * <p>The message begins {@code registry-corrupted: } and says which file, which line, what does not
 * fit and what to do.
 */
public final class RegistryCorruptedException extends IOException implements Explained {
  private static final long serialVersionUID = 1L;

  private final transient Damage damage;

  /** Says what is damaged. */
  public RegistryCorruptedException(Damage damage) {
    super("registry-corrupted: " + damage);
    this.damage = damage;
  }

  /** What is damaged. */
  public Damage damage() {
    return damage;
  }
}

package org.certdrop.party;

import java.util.Locale;

/** Which parties of a federation must hold which others' certificates (SPEC section 12). */
public enum Topology {
  /** Each holds all others': secure aggregation of Fed-BioMed 4.2 to 6.3. */
  MESH,
  /** The researcher holds all nodes', a node its researcher's: mutual authentication. */
  STAR;

  /** The word in a configuration and in JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

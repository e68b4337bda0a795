package org.certdrop.identity;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where this party's certificate and private key come from. */
public sealed interface OwnIdentity permits IdentityFolder, FedbiomedIdentity {
  /** The folder, or the configuration file, that says so. */
  Path place();

  /**
   * This party; a pair is made if that is ours to do and there is none.
   *
   * @param configured what the configuration says
   * @throws IdentityException if what is there cannot be used, or nothing can be made
   */
  OwnParty load(ConfiguredParty configured) throws IdentityException;

  /**
   * This party, without making anything.
   *
   * @param configured what the configuration says
   * @return this party; nothing if neither certificate nor key is there
   * @throws IdentityException if what is there cannot be used
   */
  Optional<OwnParty> find(ConfiguredParty configured) throws IdentityException;

  /**
   * This party as its files have it now, without changing anything: not even what a crash left is
   * put in order.
   *
   * @param configured what the configuration says
   * @return this party; nothing if neither certificate nor key is there
   * @throws IdentityException if what is there cannot be used
   */
  default Optional<OwnParty> look(ConfiguredParty configured) throws IdentityException {
    return find(configured);
  }

  /**
   * Makes a new pair.
   *
   * @param configured what the configuration says
   * @param force whether to replace a pair that is there
   * @param preparation done when the new pair is made, and before it is put in its place
   * @return this party with its new certificate, and with the old one
   * @throws IdentityException if there is a pair and no force, if it is not ours to make one, if
   *     what is there cannot be used, or if nothing can be made
   */
  Renewal generate(ConfiguredParty configured, boolean force, Preparation preparation)
      throws IdentityException;

  /** What is to be done with a new pair before it takes the place of the old one. */
  @FunctionalInterface
  interface Preparation {
    /**
     * Does it.
     *
     * @throws IdentityException if it cannot be done: then the old pair stays where it is
     */
    void prepare(Renewal renewal) throws IdentityException;
  }

  /**
   * Whether others than the owner may read or change the private key, or replace it.
   *
   * @return warnings, if they may; none if not, or where there is no notion of owners
   */
  List<IdentityWarning> exposures();
}

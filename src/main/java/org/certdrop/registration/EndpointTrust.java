package org.certdrop.registration;

/** How well an endpoint is known to be the party's own. */
public enum EndpointTrust {
  /** A sidecar or text says so. */
  CLAIMED,
  /** The party's key signed it. */
  AUTHENTICATED
}

package org.certdrop.verdict;

/** Whether a party must come with an endpoint. */
public enum EndpointPolicy {
  /** Without ip and port it is refused. */
  REQUIRED,
  /** Ip and port come together or not at all; Fed-BioMed 5.4 and newer prints neither. */
  OPTIONAL
}

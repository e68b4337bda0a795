package org.certdrop.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Only a program that knows a critical extension can obey it. */
final class UnrecognizedCriticalExtension implements Rule<Candidate> {
  private static final int SHOWN = 5;

  @Override
  public Code code() {
    return Code.UNRECOGNIZED_CRITICAL_EXTENSION;
  }

  @Override
  public Optional<Finding> check(Candidate candidate) {
    List<String> unknown = candidate.certificate().unrecognizedCriticalExtensions();
    return unknown.isEmpty()
        ? Optional.empty()
        : broken(
            "The certificate has the critical extension "
                + unknown.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + ", which is not known here.",
            "Ask the sender for a new certificate without this extension, or with it marked as not"
                + " critical.");
  }
}

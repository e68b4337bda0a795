package org.certdrop.verdict;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.certdrop.party.PartyId;
import org.certdrop.registration.Recorded;
import org.certdrop.registry.Registry;
import org.certdrop.rules.Finding;

/** What the journal says became of the submissions that a kill kept from being concluded. */
final class RecordedOutcomes {
  private final Registry registry;
  private final SecondResearcherRule secondResearcher;
  private final Verdicts verdicts;
  private final Map<String, Recorded> recorded = new ConcurrentHashMap<>();

  RecordedOutcomes(Registry registry, SecondResearcherRule secondResearcher, Verdicts verdicts) {
    this.registry = registry;
    this.secondResearcher = secondResearcher;
    this.verdicts = verdicts;
  }

  /** Looks them up in the journal, which it reads once. */
  void recall(Collection<String> submissions) throws IOException {
    recorded.putAll(registry.recorded(Set.copyOf(submissions)));
  }

  /** The verdict that a submission has by the journal already; given once. */
  Optional<Verdict> take(Assessment assessment) {
    return Optional.ofNullable(recorded.remove(assessment.submission().id()))
        .map(earlier -> verdict(assessment, earlier));
  }

  private Verdict verdict(Assessment assessment, Recorded earlier) {
    return verdicts.of(
        assessment,
        Outcome.of(earlier.outcome()),
        Verdicts.together(
            assessment.findings().stream().filter(finding -> !finding.refuses()).toList(),
            assessment.metadata().party().map(party -> notices(party, earlier)).orElse(List.of())),
        OptionalLong.of(earlier.seq()));
  }

  private List<Finding> notices(PartyId party, Recorded earlier) {
    return Stream.concat(
            ConflictFindings.of(party, earlier.notices()).stream(),
            secondResearcher.reason(earlier.outcome(), party).stream())
        .toList();
  }
}

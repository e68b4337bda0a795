package org.certdrop.operator;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.certdrop.files.BoundedFile;
import org.certdrop.files.FileContent;
import org.certdrop.home.ClockCheck;
import org.certdrop.home.Federation;
import org.certdrop.home.Home;
import org.certdrop.home.Intakes;
import org.certdrop.home.Settings;
import org.certdrop.home.SettingsException;
import org.certdrop.rules.Finding;
import org.certdrop.submission.DropKind;
import org.certdrop.submission.Limits;
import org.certdrop.submission.Submission;
import org.certdrop.submission.SubmittedFile;
import org.certdrop.text.Progress;
import org.certdrop.verdict.Assessment;
import org.certdrop.verdict.Examiner;
import org.certdrop.x509.Certificate;

/**
 * A dry run: what a drop of files would meet in a home, apart from what is registered there
 * already.
 */
public final class Check {
  private final Examiner examiner;
  private final HomePolicy policy;
  private final Instant at;
  private final Optional<String> wrongClock;

  /**
   * What was found in one file.
   *
   * @param file the path as it was given
   * @param ok whether nothing keeps it out, or the pair that it is part of
   * @param certificate the certificate, where the file holds exactly one sound one
   * @param findings what is wrong with it; of a pair, all of them stand with the certificate
   */
  public record Result(
      Path file, boolean ok, Optional<Certificate> certificate, List<Finding> findings) {}

  private Check(Examiner examiner, HomePolicy policy, Instant at, Optional<String> wrongClock) {
    this.examiner = examiner;
    this.policy = policy;
    this.at = at;
    this.wrongClock = wrongClock;
  }

  /**
   * A check by a home's rules, at the present time of a clock.
   *
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if it cannot be read
   */
  public static Check by(Home home, Clock clock) throws SettingsException, IOException {
    Settings settings = Settings.read(home);
    return by(home, settings, clock.instant(), ClockCheck.wrong(settings, clock));
  }

  /**
   * A check by a home's rules, its lists of who may register and who it is itself, as of now. It
   * changes nothing there.
   *
   * @param at the instant to judge at
   * @throws SettingsException if the configuration cannot be used
   * @throws IOException if it cannot be read
   */
  public static Check by(Home home, Instant at) throws SettingsException, IOException {
    return by(home, Settings.read(home), at, Optional.empty());
  }

  private static Check by(Home home, Settings settings, Instant at, Optional<String> wrongClock)
      throws SettingsException, IOException {
    Federation federation = settings.federation();
    return new Check(
        new Examiner(
            Intakes.rules(home, settings, settings::federation), federation::endpointPolicy),
        HomePolicy.of(home, settings),
        at,
        wrongClock);
  }

  /**
   * Why the clock that gave the time of the check is wrong, and what to do; empty if it may be
   * right, or if no clock was asked.
   */
  public Optional<String> wrongClock() {
    return wrongClock;
  }

  /** What of the home cannot be used, so that it plays no part: a line of sentences each. */
  public List<String> gaps() {
    return policy.gaps();
  }

  /**
   * Checks files; a certificate and a sidecar of its stem, in the same folder, are judged together.
   *
   * @param files the paths
   * @param progress hears how many of them are judged
   * @return one result a file, in the same order
   * @throws IOException if a file cannot be read
   */
  public List<Result> of(Collection<Path> files, Progress progress) throws IOException {
    Map<Path, Result> results = new LinkedHashMap<>();
    CheckedFiles given = new CheckedFiles(files);
    for (Path file : files) {
      if (!results.containsKey(file)) {
        judge(given.drop(file), results);
        progress.reached("files", results.size(), files.size());
      }
    }
    List<Result> ordered = new ArrayList<>();
    files.forEach(file -> ordered.add(results.get(file)));
    return ordered;
  }

  private static FileContent read(Path file) throws IOException {
    try {
      return BoundedFile.read(file.toRealPath(), Limits.of(CheckedFiles.name(file)));
    } catch (NoSuchFileException e) {
      return new FileContent.Unreadable("does not exist");
    }
  }

  private void judge(Map<String, Path> drop, Map<Path, Result> results) throws IOException {
    List<SubmittedFile> files = new ArrayList<>();
    for (Map.Entry<String, Path> file : drop.entrySet()) {
      files.add(new SubmittedFile(file.getKey(), read(file.getValue())));
    }
    Submission submission = submission(files);
    Assessment assessment = examiner.check(submission, at);
    List<Finding> findings = policy.objections(assessment);
    boolean ok = findings.stream().noneMatch(Finding::refuses);
    String primary = submission.names().get(0);
    drop.forEach(
        (name, path) ->
            results.put(
                path,
                name.equals(primary)
                    ? new Result(path, ok, assessment.certificate(), findings)
                    : new Result(path, ok, Optional.empty(), List.of())));
  }

  /** A file of any name may be checked; what is no sidecar by name is judged as a certificate. */
  private static Submission submission(List<SubmittedFile> files) {
    return files.size() == 1 && !isSidecar(files.get(0))
        ? Submission.unsigned("check", files.get(0), Optional.empty(), List.of(files.get(0).name()))
        : Submission.of("check", files);
  }

  private static boolean isSidecar(SubmittedFile file) {
    return DropKind.of(file.name()) == DropKind.SIDECAR;
  }
}

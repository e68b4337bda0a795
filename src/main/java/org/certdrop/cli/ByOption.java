package org.certdrop.cli;

import org.certdrop.operator.LoginName;
import picocli.CommandLine.Option;

/** Who types a command that the journal names a person for. */
final class ByOption {
  @Option(
      names = "--by",
      paramLabel = "NAME",
      converter = PersonConverter.class,
      description =
          "Who does this, where several people share one account, as in a container. Default: the"
              + " login name.")
  private LoginName by = LoginName.current();

  LoginName name() {
    return by;
  }
}

package org.certdrop.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.certdrop.files.FileContent;
import org.certdrop.submission.SubmittedFile;
import org.junit.jupiter.api.Test;

class SubmissionFindingsTest {
  private static String hint(FileContent content) {
    return SubmissionFindings.unread(new SubmittedFile("a.pem", content)).hint();
  }

  @Test
  void whoDroppedAFileThatTheServiceMayNotReadOpensIt() {
    assertThat(hint(FileContent.Unreadable.DENIED))
        .isEqualTo(
            "Let its owner type chmod g+r FILE, or chmod a+r FILE if certdrop's user is not in its"
                + " group, and then do the same again.");
  }

  @Test
  void whatIsNoFileIsNotOpened() {
    assertThat(hint(new FileContent.Unreadable("is no plain file"))).doesNotContain("chmod");
  }
}

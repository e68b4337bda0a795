package org.certdrop.service;

import java.util.List;
import org.certdrop.intake.Drop;

/**
 * A drop that may be taken.
 *
 * @param drop its files' names
 * @param looks how each file looked when that was decided, in the order of {@link Drop#names()}
 */
record ReadyDrop(Drop drop, List<FileLook> looks) {}

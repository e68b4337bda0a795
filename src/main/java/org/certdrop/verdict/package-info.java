/** How a submission becomes a verdict: the use case of certdrop. */
package org.certdrop.verdict;

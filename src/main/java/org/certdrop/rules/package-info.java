/** What a certificate must be: one rule, one code, one citation each. */
package org.certdrop.rules;

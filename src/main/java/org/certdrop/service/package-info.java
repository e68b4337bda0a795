/** certdrop at work on one home: the composition of all rooms, and the only room with Camel. */
package org.certdrop.service;

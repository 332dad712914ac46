"""The mathematics of trust: the Merkle log, signed checkpoints, verifiable draws, certificates.

Pure: no Django, no clock of its own, no network. Everything here can be checked by somebody who
trusts neither this program nor whoever runs it.
"""

# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# Accounts, data folder, settings, logging, options
clearsky_test(tst_secret LIBS clearsky_app)
clearsky_test(tst_keychainsecretstore KEYRING LIBS clearsky_app clearsky_testsupport Qt6Keychain::Qt6Keychain)
clearsky_test(tst_nokeychain LIBS clearsky_app clearsky_testsupport)
clearsky_test(tst_commandline LIBS clearsky_app)
clearsky_test(tst_datafolder LIBS clearsky_app)
clearsky_test(tst_logging LIBS clearsky_app clearsky_testsupport)
clearsky_test(tst_accountstore LIBS clearsky_app clearsky_testsupport)
clearsky_test(tst_endpoint LIBS clearsky_app)
clearsky_test(tst_accounttreemodel LIBS clearsky_models)

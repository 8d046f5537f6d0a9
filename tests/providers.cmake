# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later
# Providers and what they share; included by CMakeLists.txt
clearsky_test(tst_retrypolicy LIBS clearsky_app)
clearsky_test(tst_zc2signer LIBS clearsky_app)
clearsky_test(tst_connection LIBS clearsky_testsupport)
clearsky_test(tst_listing LIBS clearsky_testsupport)
clearsky_test(tst_connectionpool LIBS clearsky_testsupport clearsky_practice)
clearsky_test(tst_registry LIBS clearsky_app)
clearsky_test(tst_zecsnapshots LIBS clearsky_app)
clearsky_test(tst_zenerrors LIBS clearsky_app)

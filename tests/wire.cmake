# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# The wire
clearsky_test(tst_faultproxy LIBS clearsky_testsupport)
clearsky_test(tst_httpanswers LIBS clearsky_testsupport)
clearsky_test(tst_httpcall LIBS clearsky_testsupport)
clearsky_test(tst_httprequest LIBS clearsky_testsupport)
clearsky_test(tst_onceonly LIBS clearsky_testsupport)
clearsky_test(tst_qtselftest LIBS clearsky_testsupport)
clearsky_test(tst_requestqueue LIBS clearsky_testsupport)

# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later
clearsky_test(tst_sdksigner LIBS clearsky_app)
clearsky_test(tst_jsonreader LIBS clearsky_app)
clearsky_test(tst_checkbatch LIBS clearsky_app)
clearsky_test(tst_huaweierrors LIBS clearsky_app)
clearsky_test(tst_huaweicontracts LIBS clearsky_app)
clearsky_test(tst_huaweilists LIBS clearsky_app)
clearsky_test(tst_huaweisignin LIBS clearsky_testsupport)
clearsky_test(tst_huaweiproviders LIBS clearsky_testsupport)

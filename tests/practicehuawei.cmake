# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# The practice cloud, Huawei side
clearsky_test(tst_practiceclouddc LIBS clearsky_practice)
clearsky_test(tst_practicecsbs LIBS clearsky_practice)
clearsky_test(tst_practicehuaweigateway LIBS clearsky_practice)
clearsky_test(tst_practicehuaweisignature LIBS clearsky_practice)
clearsky_test(tst_practicehuaweiwire LIBS clearsky_practice PkgConfig::httplib)
clearsky_test(tst_practiceroma LIBS clearsky_practice)
clearsky_test(tst_practiceworkspace LIBS clearsky_practice)

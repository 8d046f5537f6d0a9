# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# Tests of the item models and of the windows.
clearsky_test(tst_deleteplan LIBS clearsky_models)
clearsky_test(tst_displaytext LIBS clearsky_models)
clearsky_test(tst_theme GUI LIBS clearsky_ui)
clearsky_test(tst_uiparts GUI LIBS clearsky_ui)
clearsky_test(tst_resourcestore LIBS clearsky_models)
clearsky_test(tst_resourcetablemodel LIBS clearsky_models)
clearsky_test(tst_tableproperties LIBS clearsky_models)
clearsky_test(tst_tablelayout LIBS clearsky_models)
clearsky_test(tst_filtergrammar LIBS clearsky_models SOURCES filtersamples.h filtersamples.cpp)
clearsky_test(tst_filterrows LIBS clearsky_models SOURCES filtersamples.h filtersamples.cpp)

# The delete flow and the account wizard
clearsky_test(tst_planpage GUI LIBS clearsky_ui clearsky_testsupport)
clearsky_test(tst_mainwindow GUI LIBS clearsky_ui clearsky_testsupport SOURCES windowfixture.h)
clearsky_test(tst_filterbar GUI LIBS clearsky_ui clearsky_testsupport SOURCES windowfixture.h)
clearsky_test(tst_tableview GUI LIBS clearsky_ui clearsky_testsupport SOURCES windowfixture.h)
clearsky_test(tst_listwatch GUI LIBS clearsky_ui clearsky_testsupport SOURCES windowfixture.h)
clearsky_test(tst_manyrows GUI LIBS clearsky_ui clearsky_testsupport SOURCES windowfixture.h)
clearsky_test(tst_markstore GUI LIBS clearsky_ui clearsky_testsupport SOURCES windowfixture.h)
clearsky_test(tst_jobmodels LIBS clearsky_models clearsky_testsupport)
clearsky_test(tst_jobpanel GUI LIBS clearsky_ui clearsky_testsupport)
clearsky_test(tst_accountwizard GUI LIBS clearsky_ui clearsky_testsupport)
clearsky_test(tst_shell GUI LIBS clearsky_ui)
clearsky_test(tst_start GUI LIBS clearsky_ui clearsky_testsupport SOURCES windowfixture.h)

# The whole program, through its windows
clearsky_test(tst_journey GUI LIBS clearsky_ui clearsky_testsupport
    SOURCES journeyfixture.h support/accessible.h support/accessible.cpp)
if(UNIX AND NOT APPLE)
    clearsky_test(tst_canary GUI KEYRING LIBS clearsky_ui clearsky_testsupport
        SOURCES support/accessible.h support/accessible.cpp support/traces.h support/traces.cpp)
    target_compile_definitions(tst_canary PRIVATE CLEARSKY_PROGRAM="$<TARGET_FILE:clearsky>")
    add_dependencies(tst_canary clearsky)
endif()

# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later
clearsky_test(tst_journaldatabase LIBS clearsky_app Qt6::Sql)
clearsky_test(tst_journalfile LIBS clearsky_app Qt6::Sql)
clearsky_test(tst_deletion SHARDS 10 LIBS clearsky_testsupport)
foreach(test tst_killrestart tst_killloop)
    clearsky_test(${test} LIBS clearsky_testsupport)
    target_compile_definitions(${test} PRIVATE JOB_DRIVER="$<TARGET_FILE:clearsky_jobdriver>")
    add_dependencies(${test} clearsky_jobdriver)
endforeach()
clearsky_test(tst_sixthkind LIBS clearsky_testsupport)
clearsky_test(tst_jobengine LIBS clearsky_testsupport)
clearsky_test(tst_itemtally LIBS clearsky_app)
clearsky_test(tst_forecast LIBS clearsky_app)
clearsky_test(tst_retrygroups LIBS clearsky_models)
clearsky_test(tst_jobcontrol LIBS clearsky_testsupport)

# The fault matrix: README.md says which row is where
clearsky_test(tst_brake LIBS clearsky_app)
clearsky_test(tst_matrixwire SHARDS 5 LIBS clearsky_testsupport)
clearsky_test(tst_matrixanswers SHARDS 5 LIBS clearsky_testsupport)
clearsky_test(tst_matrixlooks LIBS clearsky_testsupport)

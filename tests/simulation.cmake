# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later
clearsky_test(tst_simulator SHARDS 2 LIBS clearsky_sim)
# A simulated crash leaves what was under way behind, as a real one does: those are the only leaks.
foreach(shard 1 2)
    set_property(TEST tst_simulator.${shard} APPEND PROPERTY ENVIRONMENT "ASAN_OPTIONS=detect_leaks=0")
endforeach()

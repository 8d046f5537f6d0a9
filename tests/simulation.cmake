# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later
clearsky_test(tst_simulator SHARDS 2 LIBS clearsky_sim)

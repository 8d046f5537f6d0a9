// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/timing.h"

#include <algorithm>
#include <cmath>

namespace Clearsky {

using namespace std::chrono_literals;

std::chrono::milliseconds Timing::scaled(std::chrono::milliseconds wait) const
{
    return std::chrono::milliseconds(std::llround(static_cast<double>(wait.count()) / m_speed));
}

std::chrono::milliseconds Timing::hold() const
{
    return std::max<std::chrono::milliseconds>(scaled(10s), 3s);
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practiceservices.h"

namespace Clearsky {

PracticeServices makePracticeServices()
{
    PracticeServices services;
    return services;
}

} // namespace Clearsky

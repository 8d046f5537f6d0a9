// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practiceservices.h"

#include "app/practice/huawei/huaweiservices.h"
#include "app/practice/zenlayersnapshots.h"

namespace Clearsky {

PracticeServices makePracticeServices(const HuaweiOptions &huawei)
{
    PracticeServices services;
    services.push_back(makeZenlayerSnapshots());
    for (auto &service : makeHuaweiServices(huawei))
        services.push_back(std::move(service));
    return services;
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/huawei/huaweiservices.h"

#include "app/practice/huawei/clouddcinstances.h"
#include "app/practice/huawei/csbsbackups.h"
#include "app/practice/huawei/huaweiiam.h"
#include "app/practice/huawei/romaassets.h"
#include "app/practice/huawei/workspacesnapshots.h"

namespace Clearsky {

PracticeServices makeHuaweiServices(const HuaweiOptions &options)
{
    const auto gateway = std::make_shared<HuaweiGateway>();
    PracticeServices services;
    services.push_back(std::make_unique<HuaweiIam>(gateway));
    services.push_back(std::make_unique<WorkspaceSnapshots>(gateway, options.workspaceSubscribed));
    services.push_back(std::make_unique<RomaAssets>(
        gateway,
        RomaAssets::Options{.legacyForm = options.romaLegacyForm, .judgesTokens = options.romaJudgesTokens}));
    services.push_back(std::make_unique<CloudDcInstances>(gateway));
    services.push_back(std::make_unique<CsbsBackups>(gateway, options.csbsOpen));
    return services;
}

} // namespace Clearsky

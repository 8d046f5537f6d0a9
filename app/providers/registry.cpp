// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/registry.h"

#include "app/providers/huawei/clouddcinstances.h"
#include "app/providers/huawei/csbsbackups.h"
#include "app/providers/huawei/huaweiprovider.h"
#include "app/providers/huawei/romaassets.h"
#include "app/providers/huawei/workspacesnapshots.h"
#include "app/providers/practiceprovider.h"
#include "app/providers/zenlayer/zecsnapshots.h"
#include "app/providers/zenlayer/zenprovider.h"

#include <algorithm>

namespace Clearsky {

void Registry::add(std::unique_ptr<Provider> provider)
{
    m_providers.push_back(std::move(provider));
}

void Registry::add(std::unique_ptr<KindContract> contract)
{
    m_contracts.push_back(std::move(contract));
}

const Provider *Registry::provider(const QString &providerId) const
{
    const auto found = std::find_if(m_providers.cbegin(), m_providers.cend(),
                                    [&](const auto &provider) { return provider->id() == providerId; });
    return found == m_providers.cend() ? nullptr : found->get();
}

const KindContract *Registry::contract(const QString &kindId) const
{
    const auto found = std::find_if(m_contracts.cbegin(), m_contracts.cend(),
                                    [&](const auto &contract) { return contract->kind().id == kindId; });
    return found == m_contracts.cend() ? nullptr : found->get();
}

QList<const KindContract *> Registry::contractsOf(const QString &providerId) const
{
    QList<const KindContract *> found;
    for (const auto &contract : m_contracts) {
        if (providerId == practiceProviderId || contract->kind().providerId == providerId)
            found.append(contract.get());
    }
    return found;
}

Registry makeRegistry()
{
    Registry registry;
    registry.add(std::make_unique<HuaweiProvider>());
    registry.add(std::make_unique<ZenProvider>());
    registry.add(std::make_unique<PracticeProvider>());

    registry.add(makeWorkspaceSnapshots());
    registry.add(makeRomaAssets());
    registry.add(makeCloudDcInstances());
    registry.add(makeCsbsBackups());
    registry.add(makeZecSnapshots());
    return registry;
}

} // namespace Clearsky

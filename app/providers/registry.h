// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/provider.h"

#include <vector>

namespace Clearsky {

/// The providers and kinds there are. Everything that shows or handles kinds iterates over it.
class Registry
{
public:
    void add(std::unique_ptr<Provider> provider);
    void add(std::unique_ptr<KindContract> contract);

    [[nodiscard]] const std::vector<std::unique_ptr<Provider>> &providers() const { return m_providers; }
    [[nodiscard]] const std::vector<std::unique_ptr<KindContract>> &contracts() const { return m_contracts; }
    [[nodiscard]] const Provider *provider(const QString &providerId) const;  ///< null: unknown
    [[nodiscard]] const KindContract *contract(const QString &kindId) const;  ///< null: unknown
    /// The kinds an account of this provider shows; the practice provider shows all.
    [[nodiscard]] QList<const KindContract *> contractsOf(const QString &providerId) const;

private:
    std::vector<std::unique_ptr<Provider>> m_providers;
    std::vector<std::unique_ptr<KindContract>> m_contracts;
};

/// All that Clearsky ships. A kind is registered here, by one line.
[[nodiscard]] Registry makeRegistry();

inline const QString practiceProviderId = QStringLiteral("practice");

} // namespace Clearsky

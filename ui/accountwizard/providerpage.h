// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/accountwizard/accountdraft.h"
#include "ui/accountwizard/wizardstep.h"

class QListWidget;

namespace Clearsky {

/// Which provider the account is at.
class ProviderPage final : public WizardStep
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProviderPage)

public:
    ProviderPage(const Registry &registry, AccountDraft &draft, QWidget *parent = nullptr);

    [[nodiscard]] QString problem() const override;
    bool validatePage() override;

private:
    [[nodiscard]] QString chosen() const;

    AccountDraft &m_draft;
    QListWidget *m_list = nullptr;
};

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/accountwizard/accountdraft.h"
#include "ui/accountwizard/wizardstep.h"

class QComboBox;
class QLineEdit;

namespace Clearsky {

class FieldForm;
class PlainLabel;

/// What the account is called, how much it matters, and where its secret will be kept.
class NamePage final : public WizardStep
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NamePage)

public:
    NamePage(const AccountServices &services, AccountDraft &draft, QWidget *parent = nullptr);

    void initializePage() override;
    [[nodiscard]] QString problem() const override;
    /// Takes the fields over into the draft.
    bool validatePage() override;

    void showError(const QString &sentence);
    void showWaiting();

private:
    [[nodiscard]] QString suggestedName() const;
    void probeStorage();

    AccountServices m_services;
    AccountDraft &m_draft;
    FieldForm *m_fields = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_environment = nullptr;
    PlainLabel *m_storage = nullptr;
    PlainLabel *m_status = nullptr;
    QString m_suggested{};
};

} // namespace Clearsky

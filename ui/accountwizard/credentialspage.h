// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/accountwizard/accountdraft.h"
#include "ui/accountwizard/wizardstep.h"

#include <QHash>

class QLineEdit;
class QComboBox;
class QVBoxLayout;

namespace Clearsky {

class FieldForm;

/// How to sign in: the provider's methods, and the fields of the chosen one. Secrets that are kept are never shown.
class CredentialsPage final : public WizardStep
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CredentialsPage)

public:
    CredentialsPage(const Registry &registry, AccountDraft &draft, QWidget *parent = nullptr);

    void initializePage() override;
    [[nodiscard]] QString problem() const override;
    bool validatePage() override;

private:
    void fillMethods();
    void showFields();
    void addField(const SignInField &field, bool keepsSecrets);
    [[nodiscard]] SignInMethod chosen() const;

    const Registry &m_registry;
    AccountDraft &m_draft;
    QString m_providerId{};   ///< whose methods are shown
    QList<SignInMethod> m_methods{};
    QVBoxLayout *m_column = nullptr;
    FieldForm *m_methodForm = nullptr;
    QComboBox *m_method = nullptr;
    FieldForm *m_fields = nullptr;
    QHash<QString, QLineEdit *> m_editors{}; ///< by field id
};

} // namespace Clearsky

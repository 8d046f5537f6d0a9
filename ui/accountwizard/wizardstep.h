// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWizardPage>

namespace Clearsky {

/// A page that knows why it is not complete: the wizard tells it beside the button that cannot be pressed.
class WizardStep : public QWizardPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WizardStep)

public:
    using QWizardPage::QWizardPage;

    [[nodiscard]] virtual QString problem() const = 0; ///< translated; empty: the page is complete
    [[nodiscard]] bool isComplete() const override { return problem().isEmpty(); }
};

} // namespace Clearsky

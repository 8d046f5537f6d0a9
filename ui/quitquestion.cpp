// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/quitquestion.h"

#include "models/displaytext.h"

#include <QCoreApplication>

namespace Clearsky {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::QuitQuestion)
};

} // namespace

Question quitQuestion(int openJobs)
{
    return {.title = Texts::tr("Quit Clearsky"),
            .text = openJobs == 1 ? Texts::tr("1 job is running.")
                                  : Texts::tr("%1 jobs are running.").arg(countText(openJobs)),
            .explanation = Texts::tr("Sent requests will finish at the provider; the rest stays in the journal, and at the "
                                     "next start nothing of it is sent before Resume is chosen."),
            .confirm = Texts::tr("Quit and Resume Later"),
            .cancel = Texts::tr("Keep Running")};
}

} // namespace Clearsky

// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/provider.h"

#include <QPointer>

namespace Clearsky {

/// A sign-in that is one exchange: the answer goes to onAnswer(), a failed exchange ends it, cancelling cancels both.
class SignInCall : public ResultJob<Identity>
{
protected:
    void await(ResultJob<HttpReply> *call)
    {
        m_call = call;
        connect(call, &AsyncJob::finished, this, [this, call] {
            if (call->result())
                onAnswer(*call->result());
            else
                finishWith(tl::make_unexpected(call->result().error()));
        });
        call->start();
    }

    virtual void onAnswer(const HttpReply &reply) = 0;

    void abort() final
    {
        if (!m_call)
            return;
        disconnect(m_call, nullptr, this, nullptr);
        m_call->cancel();
    }

private:
    QPointer<ResultJob<HttpReply>> m_call;
};

} // namespace Clearsky

using System.Data;
using System.Data.Common;
using CdcToSnowflake.Emulator.Execution;

namespace CdcToSnowflake.Emulator.Server;

/// <summary>An explicit transaction; disposed of without a commit it is rolled back.</summary>
internal sealed class EmulatorTransaction(EmulatorConnection connection) : DbTransaction
{
    private readonly SessionTransaction? _transaction = connection.Session.Transaction;

    public override IsolationLevel IsolationLevel => IsolationLevel.ReadCommitted;

    protected override DbConnection DbConnection => connection;

    // DDL in between may have committed it, and another one may have begun: that one is not ours to end.
    private bool IsOpen => connection.State == ConnectionState.Open && _transaction is not null && ReferenceEquals(connection.Session.Transaction, _transaction);

    public override void Commit()
    {
        if (!IsOpen)
        {
            throw new InvalidOperationException("The transaction has ended already: by COMMIT, ROLLBACK, a DDL statement, or with its connection.");
        }

        connection.Session.Commit();
    }

    public override void Rollback()
    {
        if (IsOpen)
        {
            connection.Session.Rollback();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Rollback();
        }

        base.Dispose(disposing);
    }
}

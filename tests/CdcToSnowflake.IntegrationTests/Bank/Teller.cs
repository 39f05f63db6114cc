using System.Net.Sockets;
using MySqlConnector;

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>Moves money: transfers between tables, accounts that are opened, closed and renumbered, rollbacks. Comes back when its server does.</summary>
internal sealed class Teller(string connectionString, int number, int seed)
{
    // On few cores tellers that are always at full rate leave nothing for the captures that they are to meet.
    private static readonly bool AlwaysHurries = Environment.ProcessorCount >= 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Random _random = new((seed * 1000) + number);

    public int Committed { get; private set; }

    /// <summary>Whether one transaction follows the other at once.</summary>
    public bool Hurries { get; set; }

    /// <summary>Whether accounts have a branch by now.</summary>
    public bool HasBranch { get; set; }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new MySqlConnection(new MySqlConnectionStringBuilder(connectionString) { Pooling = false, ConnectionTimeout = 5 }.ConnectionString);
                await connection.OpenAsync(CancellationToken.None);
                while (!stop.IsCancellationRequested)
                {
                    await TransactAsync(connection);
                    await Task.Delay(Hurries || AlwaysHurries ? TimeSpan.Zero : Pause, CancellationToken.None);
                }
            }
            catch (Exception e) when (e is MySqlException or SocketException or IOException or InvalidOperationException { InnerException: not null })
            {
                // A deadlock, or the server is away: what was not committed is undone there, and what was counts, whether we know or not.
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private async Task TransactAsync(MySqlConnection connection)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var balanced = true;
        for (var n = _random.Next(1, 4); n > 0 && balanced; n--)
        {
            balanced = await StepAsync(connection, transaction);
        }

        if (!balanced || _random.Next(20) == 0)
        {
            await transaction.RollbackAsync();
            return;
        }

        await RunAsync("INSERT INTO bank.tallies VALUES (@teller, 1) ON DUPLICATE KEY UPDATE n = n + 1", connection, transaction, 0, 0, 0);
        await RunAsync("INSERT INTO bank.transfers (teller, amount) VALUES (@teller, @amount)", connection, transaction, 0, 0, _random.Next(100));
        await transaction.CommitAsync();
        Committed++;
    }

    /// <summary>False if only a half of it could be done.</summary>
    private async Task<bool> StepAsync(MySqlConnection connection, MySqlTransaction transaction)
    {
        var (from, to) = (Table(), Table());
        var (a, b) = (_random.Next(BankSchema.AccountsPerTable), _random.Next(BankSchema.AccountsPerTable));
        switch (_random.Next(10))
        {
            case 0:
                await RunAsync($"UPDATE IGNORE bank.{from} SET id = @b WHERE id = @a", connection, transaction, a, b, 0);
                return true;
            case 1:
                await RunAsync($"INSERT IGNORE INTO bank.{from} (id, balance) VALUES (@a, 0)", connection, transaction, a, b, 0);
                return true;
            case 2:
                await using (var balance = new MySqlCommand($"SELECT balance FROM bank.{from} WHERE id = {a} FOR UPDATE", connection, transaction))
                {
                    return await balance.ExecuteScalarAsync() is not decimal all
                        || (await RunAsync($"DELETE FROM bank.{from} WHERE id = @a", connection, transaction, a, b, 0) == 1
                            && await RunAsync($"UPDATE bank.{to} SET balance = balance + @amount WHERE id = @b", connection, transaction, a, b, all) == 1);
                }

            case 3 when HasBranch:
                await RunAsync("UPDATE bank.checking SET branch = CONCAT('branch ', @b) WHERE id = @a", connection, transaction, a, b, 0);
                return true;
            default:
                var amount = _random.Next(1, 100_000) / 100m;
                return await RunAsync($"UPDATE bank.{from} SET balance = balance - @amount WHERE id = @a", connection, transaction, a, b, amount) == 1
                    && await RunAsync($"UPDATE bank.{to} SET balance = balance + @amount WHERE id = @b", connection, transaction, a, b, amount) == 1;
        }
    }

    private string Table() => BankSchema.AccountTables[_random.Next(BankSchema.AccountTables.Count)];

    private async Task<int> RunAsync(string sql, MySqlConnection connection, MySqlTransaction transaction, int a, int b, decimal amount)
    {
        await using var command = new MySqlCommand(sql, connection, transaction);
        command.Parameters.AddWithValue("@a", a);
        command.Parameters.AddWithValue("@b", b);
        command.Parameters.AddWithValue("@amount", amount);
        command.Parameters.AddWithValue("@teller", number);
        return await command.ExecuteNonQueryAsync();
    }
}

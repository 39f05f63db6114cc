using MySqlConnector;

namespace CdcToSnowflake.IntegrationTests.EndToEnd;

/// <summary>
/// A random writer: inserts, updates, deletes, key changes, transactions over several tables, rollbacks. Several run beside each other,
/// so that commits interleave; a lock conflict rolls the transaction back, as an application would.
/// </summary>
internal sealed class Workload(string connectionString, int seed)
{
    private static readonly string[] Texts = ["plain", "Crème brûlée", "壽司 🍣", "quote ' and \" and \\", "tab\tnew\nline", "", "NULL", "\\N", " padded "];

    // Few keys, so that writers meet on the same rows and keys come back after a delete.
    private const int Keys = 60;

    private readonly Random _random = new(seed);

    public int Committed { get; private set; }

    public int RolledBack { get; private set; }

    public async Task RunAsync(int transactions, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        for (var i = 0; i < transactions; i++)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            try
            {
                for (var n = _random.Next(1, 6); n > 0; n--)
                {
                    await StepAsync(connection, transaction, cancellationToken);
                }

                await CountAsync("ledger_left", connection, transaction, cancellationToken);
                await CountAsync("ledger_right", connection, transaction, cancellationToken);
                if (_random.Next(8) == 0)
                {
                    await transaction.RollbackAsync(cancellationToken);
                    RolledBack++;
                }
                else
                {
                    await transaction.CommitAsync(cancellationToken);
                    Committed++;
                }
            }
            catch (MySqlException e) when (e.ErrorCode is MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout)
            {
                RolledBack++;
            }
        }
    }

    private async Task CountAsync(string table, MySqlConnection connection, MySqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand($"INSERT INTO shop.{table} VALUES ({seed}, 1) ON DUPLICATE KEY UPDATE n = n + 1", connection, transaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task StepAsync(MySqlConnection connection, MySqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new MySqlCommand(NextStatement(), connection, transaction);
        command.Parameters.AddWithValue("@a", _random.Next(Keys));
        command.Parameters.AddWithValue("@b", _random.Next(Keys));
        command.Parameters.AddWithValue("@n", _random.NextInt64(-1_000_000_000, 1_000_000_000));
        command.Parameters.AddWithValue("@sku", $"sku-{_random.Next(5)}");
        command.Parameters.AddWithValue("@text", Texts[_random.Next(Texts.Length)]);
        command.Parameters.AddWithValue("@u", (ulong)_random.NextInt64() * 2 + 1);
        command.Parameters.AddWithValue("@f", _random.NextSingle() * 1e10f);
        command.Parameters.AddWithValue("@d", _random.NextDouble() * Math.Pow(10, _random.Next(-200, 200)));
        command.Parameters.AddWithValue("@bytes", Bytes(16));
        command.Parameters.AddWithValue("@blob", Bytes(_random.Next(60)));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private string NextStatement() => _random.Next(10) switch
    {
        0 or 1 => "INSERT IGNORE INTO shop.accounts VALUES (@a, @text, @n / 100, NOW(6))",
        2 => "UPDATE shop.accounts SET balance = balance + @n / 100, changed_at = NOW(6) WHERE id BETWEEN @a AND @a + 3",
        3 => "UPDATE IGNORE shop.accounts SET id = @b WHERE id = @a",
        4 => "DELETE FROM shop.accounts WHERE id = @a",
        5 => """
            INSERT INTO shop.order_items VALUES (@a, @sku, ABS(@n) % 100, @text), (@a, CONCAT(@sku, '+'), 1, NULL)
            ON DUPLICATE KEY UPDATE quantity = (quantity + 1) % 1000, note = @text
            """,
        6 => "UPDATE IGNORE shop.order_items SET sku = CONCAT(LEFT(sku, 12), '~'), quantity = 7 WHERE order_id = @a",
        7 => "DELETE FROM shop.order_items WHERE order_id = @a",
        8 => """
            REPLACE INTO shop.every_type (id, t, v, j)
            VALUES (@a, -1, @text, JSON_OBJECT('n', @n, 'text', @text, 'd', @n / 7, 'list', JSON_ARRAY(1, 2.5, NULL, TRUE, '🍕')))
            """,
        _ => """
            REPLACE INTO shop.every_type VALUES (@a,
                @n % 128, ABS(@n) % 256, @n % 32768, @n % 8388608, ABS(@n) % 16777216, ABS(@n) * 4 % 4294967296,
                @n * 9000000000, @u, @n / 12345, CAST(@n AS DECIMAL(40)) * 1000000007 / 12345678912345, @f, @d,
                @u, 1901 + ABS(@n) % 255, SEC_TO_TIME(@n % 3000000), DATE_ADD('2000-02-29', INTERVAL @n % 40000 DAY), NOW(3), NOW(6),
                LEFT(@text, 10), @text, 'café', REPEAT(@text, ABS(@n) % 50), ELT(1 + ABS(@n) % 3, 'small', 'medium', 'large'), ABS(@n) % 8,
                JSON_ARRAY(@u, @text, CAST(NOW(6) AS CHAR)), @bytes, @blob, @blob)
            """,
    };

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}

namespace CdcToSnowflake.IntegrationTests.Bank;

/// <summary>
/// A bank: accounts in three tables, a log of transfers, and a tally of them by teller. Whatever commits, the balances' sum stays, and the tallies' sum is the number of transfers:
/// a row too few, too many or too old, and a transaction of which a part is missing, show in one of the two.
/// </summary>
internal static class BankSchema
{
    public const string Schema = "bank";

    public const int AccountsPerTable = 3_000;

    public static IReadOnlyList<string> AccountTables { get; } = ["checking", "savings", "vault"];

    /// <summary>Each table with its columns at the end of the run.</summary>
    public static IReadOnlyDictionary<string, string[]> Tables { get; } = new Dictionary<string, string[]>
    {
        ["checking"] = ["id", "balance", "branch"],
        ["savings"] = ["id", "balance"],
        ["vault"] = ["id", "balance"],
        ["transfers"] = ["id", "teller", "amount"],
        ["tallies"] = ["teller", "n"],
    };

    /// <summary>The change of schema in the middle of the run.</summary>
    public static string AddColumn => "ALTER TABLE bank.checking ADD COLUMN branch VARCHAR(20) NULL";

    /// <summary>The tables, and accounts that have been there before any capture.</summary>
    public static IEnumerable<string> Statements(int balance) =>
    [
        $"CREATE DATABASE {Schema} CHARACTER SET utf8mb4",
        .. AccountTables.Select(table => $"CREATE TABLE bank.{table} (id INT NOT NULL PRIMARY KEY, balance DECIMAL(14,2) NOT NULL) ENGINE=InnoDB"),
        "CREATE TABLE bank.transfers (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, teller INT NOT NULL, amount DECIMAL(14,2) NOT NULL) ENGINE=InnoDB",
        "CREATE TABLE bank.tallies (teller INT NOT NULL PRIMARY KEY, n BIGINT NOT NULL) ENGINE=InnoDB",
        .. AccountTables.Select(table => $"INSERT INTO bank.{table} VALUES {string.Join(", ", Enumerable.Range(0, AccountsPerTable).Select(id => $"({id}, {balance})"))}"),
    ];

    /// <summary>The sum of all balances, and by how much the tallies miss the transfers; then how many rows there are.</summary>
    public static string Sums(string schema, string where) => $"""
        SELECT SUM(b), SUM(gap), COUNT(*) FROM (
            SELECT BALANCE AS b, 0 AS gap FROM {schema}.CHECKING {where}
            UNION ALL SELECT BALANCE, 0 FROM {schema}.SAVINGS {where}
            UNION ALL SELECT BALANCE, 0 FROM {schema}.VAULT {where}
            UNION ALL SELECT 0, N FROM {schema}.TALLIES {where}
            UNION ALL SELECT 0, -1 FROM {schema}.TRANSFERS {where}) AS t
        """;
}

using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Semantics;
using CdcToSnowflake.Warehouse.Planning;

namespace CdcToSnowflake.Emulator.Tests.Definition;

/// <summary>"CREATE SEMANTIC VIEW", "DESCRIBE SEMANTIC VIEW", "SHOW SEMANTIC VIEWS" and "How Snowflake validates semantic views".</summary>
public sealed partial class SemanticViewTests : IDisposable
{
    private const string Tables = """
        CREATE DATABASE SNOWFLAKE_SAMPLE_DATA; CREATE SCHEMA SNOWFLAKE_SAMPLE_DATA.TPCH_SF1;
        CREATE TABLE SNOWFLAKE_SAMPLE_DATA.TPCH_SF1.ORDERS (o_orderkey NUMBER(38,0), o_custkey NUMBER(38,0), o_totalprice NUMBER(12,2), o_orderdate DATE);
        CREATE TABLE SNOWFLAKE_SAMPLE_DATA.TPCH_SF1.CUSTOMER (c_custkey NUMBER(38,0), c_name VARCHAR(25));
        CREATE TABLE SNOWFLAKE_SAMPLE_DATA.TPCH_SF1.LINEITEM (l_orderkey NUMBER(38,0), l_linenumber NUMBER(38,0), l_extendedprice NUMBER(12,2), l_discount NUMBER(12,2));
        USE SCHEMA D.PUBLIC;
        """;

    // The manual's example.
    private const string Example = """
        CREATE SEMANTIC VIEW tpch_rev_analysis
          TABLES (
            orders AS SNOWFLAKE_SAMPLE_DATA.TPCH_SF1.ORDERS
              PRIMARY KEY (o_orderkey)
              WITH SYNONYMS ('sales orders')
              COMMENT = 'All orders table for the sales domain',
            customers AS SNOWFLAKE_SAMPLE_DATA.TPCH_SF1.CUSTOMER
              PRIMARY KEY (c_custkey)
              COMMENT = 'Main table for customer data',
            line_items AS SNOWFLAKE_SAMPLE_DATA.TPCH_SF1.LINEITEM
              PRIMARY KEY (l_orderkey, l_linenumber)
              COMMENT = 'Line items in orders'
          )
          RELATIONSHIPS (
            orders_to_customers AS
              orders (o_custkey) REFERENCES customers,
            line_item_to_orders AS
              line_items (l_orderkey) REFERENCES orders
          )
          FACTS (
            line_items.line_item_id AS CONCAT(l_orderkey, '-', l_linenumber),
            orders.count_line_items AS COUNT(line_items.line_item_id),
            line_items.discounted_price AS l_extendedprice * (1 - l_discount)
              COMMENT = 'Extended price after discount'
          )
          DIMENSIONS (
            customers.customer_name AS customers.c_name
              WITH SYNONYMS = ('customer name')
              COMMENT = 'Name of the customer',
            orders.order_date AS o_orderdate
              COMMENT = 'Date when the order was placed',
            orders.order_year AS YEAR(o_orderdate)
              COMMENT = 'Year when the order was placed'
          )
          METRICS (
            customers.customer_count AS COUNT(c_custkey)
              COMMENT = 'Count of number of customers',
            orders.order_average_value AS AVG(orders.o_totalprice)
              COMMENT = 'Average order value across all orders',
            orders.average_line_items_per_order AS AVG(orders.count_line_items)
              COMMENT = 'Average number of line items per order'
          )
          COMMENT = 'Semantic view for revenue analysis'
        """;

    private readonly SnowflakeEmulator _emulator = new();
    private readonly DbConnection _sql;

    public SemanticViewTests() => _sql = _emulator.OpenIn();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _sql.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public void Describe_ManualsExample_SaysWhatTheManualShows()
    {
        _sql.Run(Tables + Example);

        IReadOnlyList<string> described = _sql.Rows("DESC SEMANTIC VIEW tpch_rev_analysis");

        Assert.Equal("∅|∅|∅|COMMENT|Semantic view for revenue analysis", described[0]);
        foreach (string row in (string[])
        [
            "TABLE|CUSTOMERS|∅|BASE_TABLE_DATABASE_NAME|SNOWFLAKE_SAMPLE_DATA", "TABLE|CUSTOMERS|∅|BASE_TABLE_SCHEMA_NAME|TPCH_SF1", "TABLE|CUSTOMERS|∅|BASE_TABLE_NAME|CUSTOMER",
            "TABLE|CUSTOMERS|∅|PRIMARY_KEY|[\"C_CUSTKEY\"]", "TABLE|CUSTOMERS|∅|COMMENT|Main table for customer data", "TABLE|ORDERS|∅|SYNONYMS|[\"sales orders\"]",
            "TABLE|LINE_ITEMS|∅|PRIMARY_KEY|[\"L_ORDERKEY\",\"L_LINENUMBER\"]",
            "DIMENSION|CUSTOMER_NAME|CUSTOMERS|TABLE|CUSTOMERS", "DIMENSION|CUSTOMER_NAME|CUSTOMERS|EXPRESSION|customers.c_name", "DIMENSION|CUSTOMER_NAME|CUSTOMERS|DATA_TYPE|VARCHAR(25)",
            "DIMENSION|CUSTOMER_NAME|CUSTOMERS|SYNONYMS|[\"customer name\"]", "DIMENSION|CUSTOMER_NAME|CUSTOMERS|COMMENT|Name of the customer", "DIMENSION|ORDER_DATE|ORDERS|DATA_TYPE|DATE",
            "RELATIONSHIP|LINE_ITEM_TO_ORDERS|LINE_ITEMS|TABLE|LINE_ITEMS", "RELATIONSHIP|LINE_ITEM_TO_ORDERS|LINE_ITEMS|REF_TABLE|ORDERS", "RELATIONSHIP|LINE_ITEM_TO_ORDERS|LINE_ITEMS|FOREIGN_KEY|[\"L_ORDERKEY\"]",
            "RELATIONSHIP|LINE_ITEM_TO_ORDERS|LINE_ITEMS|REF_KEY|[\"O_ORDERKEY\"]", "RELATIONSHIP|ORDERS_TO_CUSTOMERS|ORDERS|REF_KEY|[\"C_CUSTKEY\"]",
            "FACT|DISCOUNTED_PRICE|LINE_ITEMS|EXPRESSION|l_extendedprice * (1 - l_discount)", "FACT|DISCOUNTED_PRICE|LINE_ITEMS|COMMENT|Extended price after discount", "FACT|COUNT_LINE_ITEMS|ORDERS|EXPRESSION|COUNT(line_items.line_item_id)",
            "METRIC|ORDER_AVERAGE_VALUE|ORDERS|EXPRESSION|AVG(orders.o_totalprice)", "METRIC|AVERAGE_LINE_ITEMS_PER_ORDER|ORDERS|COMMENT|Average number of line items per order",
        ])
        {
            Assert.Contains(row, described);
        }
    }

    [Fact]
    public void Show_LikeTheManual_ListsThem()
    {
        _sql.Run(Tables + Example);

        Assert.Equal(["TPCH_REV_ANALYSIS|D|PUBLIC|Semantic view for revenue analysis|ROLE|∅"], _sql.Rows("SHOW SEMANTIC VIEWS LIKE '%rev%' IN SCHEMA D.PUBLIC ->> SELECT \"name\", \"database_name\", \"schema_name\", \"comment\", \"owner_role_type\", \"extension\" FROM $1"));
        Assert.Equal(["SEMANTIC_VIEW"], _sql.Rows("SHOW TERSE SEMANTIC VIEWS ->> SELECT \"kind\" FROM $1"));
        Assert.Empty(_sql.Rows("SHOW VIEWS IN SCHEMA D.PUBLIC"));
        _sql.Run("ALTER SEMANTIC VIEW tpch_rev_analysis SET COMMENT = 'mine'");
        Assert.Equal(["mine"], _sql.Rows("SHOW SEMANTIC VIEWS ->> SELECT \"comment\" FROM $1"));
        _sql.Run("DROP SEMANTIC VIEW tpch_rev_analysis");
        Assert.Empty(_sql.Rows("SHOW SEMANTIC VIEWS"));
    }

    [Fact]
    public void Replace_WithCopyGrants_KeepsThem()
    {
        _sql.Run(Tables + Example + "; CREATE ROLE r; GRANT SELECT ON SEMANTIC VIEW tpch_rev_analysis TO ROLE r");
        const string Held = "SHOW GRANTS TO ROLE r ->> SELECT \"privilege\", \"granted_on\" FROM $1";
        Assert.Equal(["SELECT|SEMANTIC_VIEW"], _sql.Rows(Held));

        _sql.Run(Example.Replace("CREATE", "CREATE OR REPLACE", StringComparison.Ordinal) + " COPY GRANTS");
        Assert.Equal(["SELECT|SEMANTIC_VIEW"], _sql.Rows(Held));

        _sql.Run(Example.Replace("CREATE", "CREATE OR REPLACE", StringComparison.Ordinal));
        Assert.Empty(_sql.Rows(Held));
    }

    [Theory]
    [InlineData("PRIMARY KEY (c_custkey)", "PRIMARY KEY (c_key)", "C_KEY")]
    [InlineData("TPCH_SF1.CUSTOMER", "TPCH_SF1.CUSTOMERS", "CUSTOMERS")]
    [InlineData("orders (o_custkey)", "orders (c_custkey)", "C_CUSTKEY")]
    [InlineData("orders (o_custkey)", "purchases (o_custkey)", "PURCHASES")]
    [InlineData("REFERENCES customers", "REFERENCES customers (c_name)", "must refer to the primary key")]
    [InlineData("line_items (l_orderkey)", "line_items (l_orderkey, l_linenumber)", "must refer to the primary key")]
    [InlineData("orders (o_custkey) REFERENCES customers", "orders (o_custkey) REFERENCES orders", "circle")]
    [InlineData("line_items (l_orderkey) REFERENCES orders", "customers (c_custkey) REFERENCES orders", "circle")]
    [InlineData("line_item_to_orders", "orders_to_customers", "two relationships")]
    [InlineData("customers AS SNOW", "orders AS SNOW", "two logical tables")]
    [InlineData("l_extendedprice * (1 - l_discount)", "l_price * 2", "L_PRICE")]
    [InlineData("customers.customer_name", "clients.customer_name", "CLIENTS")]
    [InlineData("orders.order_year AS", "orders.order_date AS", "defined twice")]
    [InlineData("customers.customer_count AS", "customers.customer_count USING (orders_to_customers) AS", "doesn't start from")]
    public void Create_ThatSnowflakeWouldNotTake_IsRefused(string written, string instead, string problem)
    {
        _sql.Run(Tables);

        Assert.Contains(problem, _sql.Fails(Example.Replace(written, instead, StringComparison.Ordinal)).Message, StringComparison.Ordinal);
        Assert.Empty(_sql.Rows("SHOW SEMANTIC VIEWS"));
    }

    [Theory]
    [InlineData("SELECT * FROM SEMANTIC_VIEW(tpch_rev_analysis METRICS orders.order_average_value)")]
    [InlineData("SELECT order_date FROM tpch_rev_analysis")]
    [InlineData("CREATE SEMANTIC VIEW v TABLES (t AS (SELECT 1 AS a)) DIMENSIONS (t.a AS a)")]
    [InlineData("CREATE OR ALTER SEMANTIC VIEW v TABLES (t) DIMENSIONS (t.a AS a)")]
    public void WhatIsntThere_IsRefusedByName(string statement)
    {
        _sql.Run(Tables + Example);

        Assert.ThrowsAny<NotEmulatedException>(() => _sql.Run(statement));
    }

    public static TheoryData<string> Goldens => [.. Directory.GetFiles(Folder(), "*.sql").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Parse_Golden_GivesAStatementForEach(string name)
    {
        string script = File.ReadAllText(Path.Combine(Folder(), name));

        Assert.Equal(Header().Count(script), SqlParser.Parse(script).Count);
    }

    [Fact]
    public async Task Plan_SemanticView_IsMadeOnceAndAgainWhenTheModelChanges()
    {
        SqlOptions options = new() { Api = new ApiOptions { Semantics = new SemanticOptions() } };
        WarehousePlanner planner = new(_emulator, options);
        await (await planner.PlanAsync(Model(ShopSource.Orders), Cancellation)).ApplyAsync(_emulator, cancellationToken: Cancellation);
        Assert.Equal("", (await planner.PlanAsync(Model(ShopSource.Orders), Cancellation)).ToScript());
        Assert.Contains("TABLE|ORDERS|∅|BASE_TABLE_SCHEMA_NAME|API_SCHEMA", _sql.Rows("DESCRIBE SEMANTIC VIEW CI_DB.API_SCHEMA.CDC_SEMANTICS"));

        SourceTable wider = ShopSource.Orders with { Columns = [.. ShopSource.Orders.Columns, new SourceColumn("tip", new SourceType(SourceKind.Decimal) { Precision = 8, Scale = 2 }, IsNullable: true)] };
        WarehousePlan plan = await planner.PlanAsync(Model(ShopSource.Orders, wider), Cancellation);
        await plan.ApplyAsync(_emulator, cancellationToken: Cancellation);

        Assert.Equal("the semantic view was made from another statement than the model's", plan.Steps.Single(step => step.Statement.Template == "semantic-view/create").Reason);
        Assert.Contains("METRIC|SUM_TIP|ORDERS|EXPRESSION|SUM(\"TIP\")", _sql.Rows("DESCRIBE SEMANTIC VIEW CI_DB.API_SCHEMA.CDC_SEMANTICS"));
        Assert.Equal("", (await planner.PlanAsync(Model(ShopSource.Orders, wider), Cancellation)).ToScript());
    }

    private static WarehouseModel Model(params SourceTable[] shapes) => new([new BrandModel("brand_a", "s3://cdc/prod/brand_a/", shapes)]);

    [GeneratedRegex("^-- [a-z-]+/[a-z-]+$", RegexOptions.Multiline)]
    private static partial Regex Header();

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../CdcToSnowflake.Tests/Sql/Goldens/Semantics"));
}

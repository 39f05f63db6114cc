#!/bin/bash
# make.sh [SERVER_DIR]: remakes brand_a/ and brand_b/: a throw-away MySQL for each plays fourteen days of a restaurant, and what
# it logged (binlog.00000?) and what it held at the end (final/*.tsv.gz) is kept. SERVER_DIR as tests/Servers installs it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
server=$(realpath "${1:-$here/../../../tests/Servers/.installed/mysql}")
[ -x "$server/bin/mysqld" ] || { echo "no MySQL in $server: install it with tests/run, or name its folder" >&2; exit 1; }
work=$(mktemp -d); pid=
stop() { [ -z "$pid" ] || { kill "$pid" 2>/dev/null; while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done; pid=; }; }
trap 'stop; rm -rf "$work"' EXIT
user=(); [ "$(id -u)" = 0 ] && user=(--user=root)
share=$server/root/usr/share/mysql
base=(--no-defaults "${user[@]}" --basedir="$server/root/usr" --plugin-dir="$server/root/usr/lib/mysql/plugin"
  --lc-messages-dir="$share" --character-sets-dir="$share/charsets")

play() {  # BRAND_FOLDER SERVER_ID SERVER_UUID
  local brand=$1 id=$2 uuid=$3 data=$work/$1 sql port
  mkdir "$data"
  "$server/bin/mysqld" "${base[@]}" --datadir="$data/data" --initialize-insecure --innodb-redo-log-capacity=64M >"$data/init.log" 2>&1 || { cat "$data/init.log" >&2; exit 1; }
  printf '[auto]\nserver-uuid=%s\n' "$uuid" >"$data/data/auto.cnf"
  port=$((20000 + RANDOM % 20000)); while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  "$server/bin/mysqld" "${base[@]}" --datadir="$data/data" --tmpdir="$data" --bind-address=127.0.0.1 --port="$port" --socket="$data/s" --mysqlx=OFF \
    --pid-file="$data/pid" --log-error="$data/error.log" --server-id="$id" --log-bin=binlog --binlog-format=ROW --binlog-row-image=FULL \
    --binlog-row-metadata=FULL --gtid-mode=ON --enforce-gtid-consistency=ON --default-time-zone=+00:00 --secure-file-priv= \
    --innodb-flush-log-at-trx-commit=0 --sync-binlog=0 --performance-schema=OFF --skip-name-resolve </dev/null >>"$data/out.log" 2>&1 &
  pid=$!
  sql=("$server/bin/mysql" --no-defaults -uroot -S "$data/s" --default-character-set=utf8mb4)
  for _ in $(seq 300); do
    "${sql[@]}" -e 'SELECT 1' >/dev/null 2>&1 && break
    kill -0 "$pid" 2>/dev/null || { cat "$data/error.log" >&2; exit 1; }
    sleep 0.1
  done
  { echo 'RESET BINARY LOGS AND GTIDS;'
    cat "$here/simulator.sql"
    echo "SET SESSION sql_log_bin = 1; SET SESSION timestamp = UNIX_TIMESTAMP('2026-03-01 12:00:00');"
    cat "$here/$brand/schema.sql" "$here/$brand/flavour.sql" "$here/start.sql"
    echo "CALL sim.play('2026-03-07'); FLUSH NO_WRITE_TO_BINLOG BINARY LOGS;"
    echo "CALL sim.play('2026-03-12'); FLUSH NO_WRITE_TO_BINLOG BINARY LOGS;"
    [ "$brand" = brand_a ] || echo 'SET SESSION binlog_transaction_compression = ON;'   # one brand's last file is compressed
    echo "CALL sim.play('2026-03-16');"
  } | "${sql[@]}"
  "${sql[@]}" -N -r <"$here/dump.sql" | sed "s|@FOLDER@|$data|" | "${sql[@]}"
  stop
  rm -rf "$here/$brand"/binlog.* "$here/$brand/final"; mkdir "$here/$brand/final"
  cp "$data/data"/binlog.00000[123] "$here/$brand/"; chmod 644 "$here/$brand"/binlog.*
  gzip -n9 "$data"/*.tsv; cp "$data"/*.tsv.gz "$here/$brand/final/"; chmod 644 "$here/$brand"/final/*
}

play brand_a 101 a0000000-0000-4000-8000-000000000001
play brand_b 102 b0000000-0000-4000-8000-000000000002
du -ch "$here"/brand_?/binlog.* "$here"/brand_?/final/* | tail -1

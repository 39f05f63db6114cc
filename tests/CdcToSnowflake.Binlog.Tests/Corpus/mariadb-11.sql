create database corpus; use corpus;
create table a (id bigint unsigned primary key auto_increment, u uuid, i4 inet4, i6 inet6, v vector(3) not null, j json, ts timestamp(6) null, t text character set utf8mb4 collate utf8mb4_uca1400_ai_ci, d decimal(38,10), s set('a','é'));
insert into a values (1, '123e4567-e89b-12d3-a456-426614174000', '10.0.0.1', '::1', vec_fromtext('[1,2,3]'), '{"a": [1]}', '2106-02-07 06:28:15.999999', 'ÿ😀', -1234567890.0123456789, 'a,é'), (2, null, null, null, vec_fromtext('[0,0,0]'), null, null, null, null, '');
begin; update a set d = 1, t = repeat('x', 300); delete from a where id = 2; commit;
create sequence q; select nextval(q); create table b (id int primary key, v int) engine=aria; insert into b values (1, 1); alter table a drop column d, algorithm=instant; replace into a (id, v) values (1, vec_fromtext('[9,9,9]')); truncate table b;

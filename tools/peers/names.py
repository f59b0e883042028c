"""The decoders' names for one thing, as ours: gpsd's, and numbered where things follow each other.

A table is valid in a scope: a message type (`5`), a content (`1/31`), or everywhere (an empty scope). `#` stands for a
number, `#+` for a number that ours counts from one. What is not named here has our name already, or no equal in ours.
"""

import re

NAV_STATUS = """UnderWayUsingEngine AtAnchor NotUnderCommand RestrictedManouverability ConstrainedByDraught Moored Aground
EngagedInFishing UnderWaySailing ReservedForHSC ReservedForWIG Reserved01 Reserved02 Reserved03 AisSartIsActive""".split()
FIX = """- Gps Glonass CombinedGpsAndGlonass LoranC Chayka IntegratedNavigationSystem Surveyed Galileo""".split()
AID = """- ReferencePoint Racon FixedStructureOffShore Spare LightWithoutSectors LightWithSectors LeadingLightFront
LeadingLightRear BeaconCardinalN BeaconCardinalE BeaconCardinalS BeaconCardinalW BeaconPortHand BeaconStarboardHand
BeaconPreferredChannelPortHand BeaconPreferredChannelStarboardHand BeaconIsolatedDanger BeaconSafeWater
BeaconSpecialMark CardinalMarkN CardinalMarkE CardinalMarkS CardinalMarkW PortHandMark StarboardHandMark
PreferredChannelPortHand PreferredChannelStarboardHand IsolatedDanger SafeWater SpecialMark LightVesselOrLanbyOrRigs""".split()
YES = {"Dgps": 1, "Unaugmented": 0, "NotReady": 1, "Ready": 0, "Assigned": 1, "Autonomous": 0, "CarrierSense": 1, "Sotdma": 0}

# Words of the crates, as the codes that they stand for.
CODES = {
    "status": {word: code for code, word in enumerate(NAV_STATUS)},
    "epfd": {word: code for code, word in enumerate(FIX)} | {"Undefined": 0, "InternalGnss": 15},
    "aid_type": {word: code for code, word in enumerate(AID)},
    "maneuver": {"NotAvailable": 0, "NoSpecialManeuver": 1, "SpecialManeuver": 2},
    **dict.fromkeys(["accuracy", "dte", "assigned", "cs"], YES),
}

CRATES = {
    "": """repeat_indicator repeat, position_accuracy accuracy, fix_quality accuracy, high_position_accuracy accuracy,
        longitude lon, latitude lat, true_heading heading, heading_true heading, sequence_number seqno,
        dimension_to_bow to_bow, dimension_to_stern to_stern, dimension_to_port to_port, utc_second second,
        dimension_to_starboard to_starboard, epfd_type epfd, raim_flag raim, radio_status radio, dte_not_ready dte,
        destination_mmsi dest_mmsi, assigned_mode assigned, assigned_mode_flag assigned, retransmit_flag retransmit,
        navigation_status status, imo_number imo, call_sign callsign, message_part.#, regional_reserved regional,
        virtual_aid_flag virtual_aid, off_position_indicator off_position, ship_type shiptype, fi fid,
        altitude alt, altitude_meters alt, class_b_unit_flag cs, class_b_display display, class_b_dsc dsc,
        class_b_band_flag band, class_b_msg22_flag msg22, class_b_mode_flag assigned, current_gnss_position -""",
    "1 2 3": "rate_of_turn turn, rate_of_turn.raw turn, maneuver_indicator maneuver, timestamp second",
    "1 2 3 9 18 19 27": """speed_over_ground speed, sog speed, sog_knots speed, course_over_ground course, cog course,
        cog_degrees course, timestamp second, timestamp_seconds second, timestamp.# -, position_latency_high gnss,
        gnss_position_status gnss""",
    "18": """cs_unit cs, display_flag display, has_display display, dsc_flag dsc, has_dsc dsc, band_flag band,
        whole_band band, message22_flag msg22, accepts_message_22 msg22, regional_reserved regional""",
    "4 11": "utc_year year, utc_month month, utc_day day, utc_hour hour, utc_minute minute, utc_second second",
    "5": """name shipname, vessel_name shipname, eta_month_utc month, eta_day_utc day, eta_hour_utc hour,
        eta_minute_utc minute, eta_month month, eta_day day, eta_hour hour, eta_minute minute,
        ais_version_indicator ais_version, draught_decimeters draught""",
    "19": "name shipname",
    "24": """name shipname, message_part.vessel_name shipname, message_part.callsign callsign, serial_number serial,
        message_part.unit_model_code model, message_part.serial_number serial, message_part.dimension_to_bow to_bow,
        message_part.dimension_to_stern to_stern, message_part.dimension_to_port to_port,
        message_part.dimension_to_starboard to_starboard, vendor_id vendorid, message_part.vendor_id -,
        equipment_model model, equipment_serial_number serial, equipment_vendor_id -""",
    "7 13": "acks.#.mmsi mmsi#+, acks.#.seq_num seqno#+, acks.#.sequence_number seqno#+, mmsi#_seq seqno#",
    "15": """station_1_mmsi mmsi1, station_1_request_1.message_type type1_1, station_1_request_1.slot_offset offset1_1,
        station_1_request_2.message_type type1_2, station_1_request_2.slot_offset offset1_2, station_2.mmsi mmsi2,
        station_2.request.message_type type2_1, station_2.request.slot_offset offset2_1, stations.0.mmsi mmsi1,
        stations.0.messages.0.message_type type1_1, stations.0.messages.0.slot_offset offset1_1,
        stations.0.messages.1.message_type type1_2, stations.0.messages.1.slot_offset offset1_2,
        stations.1.mmsi mmsi2, stations.1.messages.0.message_type type2_1, stations.1.messages.0.slot_offset offset2_1""",
    "16": """first.destination_mmsi mmsi1, first.offset offset1, first.increment increment1,
        second.destination_mmsi mmsi2, second.offset offset2, second.increment increment2""",
    "17": "longitude_raw lon, latitude_raw lat, payload data",
    "20": """reservations.#.offset offset#+, reservations.#.num_slots number#+, reservations.#.reserved_slots number#+,
        reservations.#.timeout timeout#+, reservations.#.increment increment#+""",
    "21": "timestamp second, timestamp_seconds second, position_fix_type -",
    "22": """tx_rx_mode txrx, low_power power, zone_size zonesize, channel_a_bandwidth band_a, channel_b_bandwidth band_b,
        channel_a_band band_a, channel_b_band band_b, target.destination_mmsi_1 dest1, target.destination_mmsi_2 dest2,
        target.ne_longitude_raw ne_lon, target.ne_latitude_raw ne_lat, target.sw_longitude_raw sw_lon,
        target.sw_latitude_raw sw_lat, dest1_mmsi dest1, dest2_mmsi dest2""",
    "23": """ne_longitude ne_lon, ne_latitude ne_lat, sw_longitude sw_lon, sw_latitude sw_lat, ne_longitude_raw ne_lon,
        ne_latitude_raw ne_lat, sw_longitude_raw sw_lon, sw_latitude_raw sw_lat, station_type stationtype,
        tx_rx_mode txrx, report_interval interval, quiet_time quiet""",
    "27": "longitude_raw lon, latitude_raw lat",
}

AREAS = "shape scale lon lat precision radius east north orientation left right text".split()

PYAIS = {
    "": "full_name name, ship_type shiptype, station_type stationtype, name name_start, mmsiseq# seqno#, partno part",
    "9 21": "reserved_1 regional",
    "18 19": "reserved_1 reserved, reserved_2 regional",
    "1/18": "port_name portname",
    "1/22 1/23": "".join(f"sub_areas.#.{name} areas.#.{name}, " for name in AREAS)
    + """sub_areas.#.points.#.bearing areas.#.waypoints.#.bearing,
        sub_areas.#.points.#.distance areas.#.waypoints.#.distance""",
    "1/26 367/33": """reports.#.fday reports.#.forecast_day, reports.#.fhour reports.#.forecast_hour,
        reports.#.fminute reports.#.forecast_minute, reports.#.watertempdepth reports.#.distance1,
        reports.#.averaging_time reports.#.averaging""",
    "1/29": "description text",
    "200/23": "type warning",
    "200/24": "gauge_id_# gauges.#-.id, water_level_# gauges.#-.level",
    "200/40": "status_raw status",
}

LIBAIS = {
    "": """repeat_indicator repeat, nav_status status, sog speed, position_accuracy accuracy, x lon, y lat, cog course,
        true_heading heading, special_manoeuvre maneuver, fix_type epfd, transmission_ctl long_range_control,
        assigned_mode assigned, unit_flag cs, display_flag display, dsc_flag dsc, band_flag band, m22_flag msg22,
        mode_flag assigned, type_and_cargo shiptype, dim_a to_bow, dim_b to_stern, dim_c to_port, dim_d to_starboard,
        imo_num imo, fi fid, seq seqno, mmsi_dest dest_mmsi, link_id linkage""",
    "1 2 3 9 18 19 21": "timestamp second, rot turn, spare -",
    "18 19": "spare reserved, spare2 regional",
    "19 5 24": "name shipname",
    "5": "eta_month month, eta_day day, eta_hour hour, eta_minute minute",
    "6 12": "seq_num seqno, retransmitted retransmit",
    "21": "aton_type aid_type, off_pos off_position, aton_status regional, virtual_aton virtual_aid",
    "24": "vendor_id vendorid, part_num part",
    "7 13": "acks.#.0 mmsi#+, acks.#.1 seqno#+",
    "20": """reservations.#.offset offset#+, reservations.#.num_slots number#+, reservations.#.timeout timeout#+,
        reservations.#.incr increment#+""",
    "15": """mmsi_1 mmsi1, msg_1_1 type1_1, slot_offset_1_1 offset1_1, dest_msg_1_2 type1_2, slot_offset_1_2 offset1_2,
        mmsi_2 mmsi2, msg_2 type2_1, slot_offset_2 offset2_1""",
    "16": """dest_mmsi_a mmsi1, offset_a offset1, inc_a increment1, dest_mmsi_b mmsi2, offset_b offset2,
        inc_b increment2""",
    "22 23": "x1 ne_lon, y1 ne_lat, x2 sw_lon, y2 sw_lat, txrx_mode txrx",
    "22": """chan_a channel_a, chan_b channel_b, power_low power, chan_a_bandwidth band_a, chan_b_bandwidth band_b,
        zone_size zonesize, dest_mmsi_1 dest1, dest_mmsi_2 dest2""",
    "23": "station_type stationtype, interval_raw interval",
    "1/0": "msg_seq text_sequence",
    "1/2 1/3": "req_dac requested_dac, req_fi requested_fid",
    "1/5": "ack_dac received_dac, ack_fi received_fid, seq_num text_sequence",
    "1/11 1/31 1/21": """wind_ave wspeed, wind_speed wspeed, wind_gust wgust, wind_dir wdir, wind_gust_dir wgustdir,
        air_temp airtemp, rel_humid humidity, dew_point dewpoint, air_pres pressure, air_pres_trend pressuretend,
        horz_vis visibility, water_level waterlevel, water_level_trend leveltrend, surf_cur_speed cspeed,
        surf_cur_dir cdir, cur_speed_# cspeed#, cur_dir_# cdir#, cur_depth_# cdepth#, wave_height waveheight,
        wave_period waveperiod, wave_dir wavedir, swell_height swellheight, swell_period swellperiod,
        swell_dir swelldir, sea_state seastate, water_temp watertemp, precip_type preciptype, utc_day day,
        utc_hour hour, utc_min minute""",
    "1/12": """last_port lastport, next_port nextport, main_danger dangerous, imo_cat imdcat, un unid, value amount,
        value_unit unit""",
    "1/13": "location_from closefrom, location_to closeto, units extunit",
    "1/14": """utc_month month, utc_day day, windows.#.x tidals.#.lon, windows.#.y tidals.#.lat,
        windows.#.utc_hour_from tidals.#.from_hour, windows.#.utc_min_from tidals.#.from_min,
        windows.#.utc_hour_to tidals.#.to_hour, windows.#.utc_min_to tidals.#.to_min,
        windows.#.cur_dir tidals.#.cdir, windows.#.cur_speed tidals.#.cspeed""",
    "1/18": "port_berth portname, dest destination, utc_month month, utc_day day, utc_hour hour, utc_min minute",
    "1/20": """x berth_lon, y berth_lat, name berth_name, length berth_length, depth berth_depth, utc_month month,
        utc_day day, utc_hour hour, utc_min minute, """ + ", ".join(
        f"services.{i} {name}" for i, name in enumerate(
            """agent fuel chandler stevedore electrical water customs cartage crane lift medical navrepair provisions
            shiprepair surveyor steam tugs solidwaste liquidwaste hazardouswaste ballast additional regional1 regional2
            future1 future2""".split())),
    "1/21": """wx weather, horz_viz visibility, pressure_tendency pressuretend, utc_month month, rel_pressure pdelta,
        wind_speed_ms twindspeed, wind_dir_rel rwinddir, wind_speed_rel rwindspeed, wind_gust_speed mgustspeed,
        air_temp_raw airtemp, water_temp_raw surftemp, wx_next1 pweather1, wx_next2 pweather2, cloud_total totalcloud,
        cloud_low lowclouda, cloud_low_type lowcloudt, cloud_middle_type midcloudt, cloud_high_type highcloudt,
        alt_lowest_cloud_base cloudbase, swell_dir_2 swelldir2, swell_period_2 swperiod2, swell_height_2 swheight2,
        ice_thickness icedeposit, ice_accretion icerate, ice_accretion_cause icecause, sea_ice_concentration seaice,
        amt_type_ice icetype, ice_situation icestate, ice_devel icedevel, bearing_ice_edge icebearing""",
    "1/22": """notice_type notice, sub_areas.#.area_shape areas.#.shape, sub_areas.#.x areas.#.lon,
        sub_areas.#.y areas.#.lat, sub_areas.#.precision areas.#.precision, sub_areas.#.radius areas.#.radius,
        sub_areas.#.radius_m areas.#.radius, sub_areas.#.e_dim_m areas.#.east, sub_areas.#.n_dim_m areas.#.north,
        sub_areas.#.orient_deg areas.#.orientation, sub_areas.#.left_bound_deg areas.#.left,
        sub_areas.#.right_bound_deg areas.#.right, sub_areas.#.text areas.#.text,
        sub_areas.#.angles.# areas.#.waypoints.#.bearing, sub_areas.#.dists_m.# areas.#.waypoints.#.distance""",
    "1/24": """air_draught airdraught, last_port lastport, next_ports.0 nextport, next_ports.1 secondport,
        ice_class iceclass, shaft_power horsepower, vhf vhfchan, lloyds_ship_type lshiptype, gross_tonnage tonnage,
        laden_ballast lading, heavy_oil heavyoil, light_oil lightoil, diesel dieseloil, bunker_oil totaloil, """
    + ", ".join(
        f"solas.{i} {name}_state" for i, name in enumerate(
            """ais ata bnwas ecdisb chart sounder epaid steer gnss gyro lrit magcomp navtex arpa sband xband hfradio
            inmarsat mfradio vhfradio grndlog waterlog thd tcs vdr""".split())),
    "1/25": "amount_unit unit, cargos.#.un cargos.#.subtype",
    "1/26": """reports.#.report_type reports.#.sensor, reports.#.utc_day reports.#.day, reports.#.utc_hr reports.#.hour,
        reports.#.utc_min reports.#.minute, reports.#.site_id reports.#.site, reports.#.x reports.#.lon,
        reports.#.y reports.#.lat, reports.#.z reports.#.alt, reports.#.wind_speed reports.#.wspeed,
        reports.#.wind_gust reports.#.wgust, reports.#.wind_dir reports.#.wdir,
        reports.#.wind_gust_dir reports.#.wgustdir, reports.#.sensor_type reports.#.sensortype,
        reports.#.wind_forecast reports.#.fwspeed, reports.#.wind_gust_forecast reports.#.fwgust,
        reports.#.wind_dir_forecast reports.#.fwdir, reports.#.utc_day_forecast reports.#.forecast_day,
        reports.#.utc_hour_forecast reports.#.forecast_hour, reports.#.utc_min_forecast reports.#.forecast_minute,
        reports.#.type reports.#.absolute, reports.#.trend reports.#.leveltrend, reports.#.vdatum reports.#.datum,
        reports.#.forecast_type reports.#.fabsolute, reports.#.level_forecast reports.#.flevel,
        reports.#.swell_height reports.#.swheight, reports.#.swell_period reports.#.swperiod,
        reports.#.swell_dir reports.#.swelldir, reports.#.sea_state reports.#.seastate,
        reports.#.swell_sensor_type reports.#.swelltype, reports.#.water_temp reports.#.watertemp,
        reports.#.water_temp_depth reports.#.distance1, reports.#.water_sensor_type reports.#.depthtype,
        reports.#.wave_height reports.#.waveheight, reports.#.wave_period reports.#.waveperiod,
        reports.#.wave_dir reports.#.wavedir, reports.#.wave_sensor_type reports.#.wavetype,
        reports.#.salinity_type reports.#.salinitytype, reports.#.air_temp reports.#.temperature,
        reports.#.air_temp_sensor_type reports.#.sensortype, reports.#.precip reports.#.preciptype,
        reports.#.horz_vis reports.#.visibility, reports.#.dew_point reports.#.dewpoint,
        reports.#.dew_point_type reports.#.dewtype, reports.#.air_pressure_trend reports.#.pressuretend,
        reports.#.air_pressure reports.#.pressure, reports.#.air_pressor_type reports.#.pressuretype,
        reports.#.draught reports.#.airdraught, reports.#.gap reports.#.airgap, reports.#.forecast_gap reports.#.fairgap,
        reports.#.int trend reports.#.gaptrend, reports.#.int utc_day_forecast reports.#.forecast_day,
        currents.#.speed reports.0.cspeed#+, currents.#.dir reports.0.cdir#+, currents.#.depth reports.0.cdepth#+""",
    "1/27": """sender_type sender, route_type rtype, waypoints.#.0 waypoints.#.lon, waypoints.#.1 waypoints.#.lat,
        utc_month month, utc_day day, utc_hour hour, utc_min minute""",
    "200/10": """eu_id vin, ship_type shiptype, haz_cargo hazard, speed_qual speed_q, course_qual course_q,
        heading_qual heading_q""",
    "200/23": """x1 start_lon, y1 start_lat, x2 end_lon, y2 end_lat, type warning, classification intensity, wind_dir wind,
        utc_year_start start_year, utc_month_start start_month, utc_day_start start_day, utc_hour_start start_hour,
        utc_min_start start_minute, utc_year_end end_year, utc_month_end end_month, utc_day_end end_day,
        utc_hour_end end_hour, utc_min_end end_minute""",
    "200/24": "gauge_ids.# gauges.#.id, levels.# gauges.#.level",
    "200/40": "dir facing, stream_dir direction, status_raw status",
}

AISCAT = {
    "": """turn -, turn_unscaled turn, transmission_control long_range_control, aton_status regional, mmsiseq# seqno#,
        station_type stationtype, linkage_id linkage, ai_available structured, power -, partno part""",
    "22": "power power",
    "1/0": "ack_required ack_required",
    "1/5": "ai_available ai_available",
    "1/16": """vts_target_id_type targets.0.idtype, vts_target_lat targets.0.lat, vts_target_lon targets.0.lon,
        vts_target_cog targets.0.course, vts_target_timestamp targets.0.second, vts_target_sog targets.0.speed""",
    "1/19": "station_name station, traffic_signal signal, next_signal nextsignal",
    "1/21": "station_name location, present_weather weather, visgreater vislimit, pressuretend_wmo pressuretend",
    "1/22 1/23": """area_notice_type notice, area_notice_duration duration, area_notice_lat areas.0.lat,
        area_notice_lon areas.0.lon, area_notice_name areas.0.text""",
    "1/24": "last_port lastport, next_port nextport, second_port secondport",
    "1/25": "cargo_hazard_category cargos.0.code, cargo_hazard_id cargos.0.subtype",
    "1/26 367/33": """station_name reports.0.name, name reports.0.name, sensor_report_type reports.0.sensor,
        report_type reports.0.sensor, hour reports.0.hour, minute reports.0.minute, day reports.0.day,
        site_id reports.0.site, wspeed reports.0.wspeed, wgust reports.0.wgust, wdir reports.0.wdir,
        wgustdir reports.0.wgustdir, waterlevel reports.0.level, leveltrend reports.0.leveltrend,
        watertemp reports.0.watertemp, salinity reports.0.salinity, lon reports.0.lon, lat reports.0.lat,
        airtemp reports.0.temperature, visibility reports.0.visibility, dewpoint reports.0.dewpoint,
        pressure reports.0.pressure, pressuretend reports.0.pressuretend, air_gap reports.0.airgap,
        forecast_wspeed reports.0.fwspeed, forecast_wgust reports.0.fwgust, forecast_wdir reports.0.fwdir,
        forecast_day reports.0.forecast_day, forecast_hour reports.0.forecast_hour,
        forecast_minute reports.0.forecast_minute, forecast_duration reports.0.duration,
        water_level_type reports.0.absolute, reference_datum reports.0.datum, precision reports.0.precision,
        alt reports.0.alt""",
    "1/27 1/28": "sender_classification sender, route_type rtype, duration_minutes duration",
    "200/21 200/22 200/24": """un_country country, un_locode locode, fairway_section section, terminal_code terminal,
        fairway_hectometre hectometre, tugboats tugs, air_draught airdraught, rta eta, lock_status status""",
    "200/23": """emma_warning_type warning, min_value min, max_value max, wind_direction wind, emma_severity intensity""",
    "200/24": "gauge#_id gauges.#-.id, gauge#_level gauges.#-.level",
    "200/40": "signal_form form, signal_orientation facing, signal_impact direction, signal_status status",
    "200/55": "crew_count crew, passenger_count passengers, shipboard_personnel_count personnel",
    "235/10 250/10": "health alarm, off_position off_pos, status -",
}

TABLES = {"pyais": PYAIS, "libais": LIBAIS, "aiscat": AISCAT, "ais": CRATES, "aivdm": CRATES, "nmea-parser": CRATES}

# Parts that ours shows as one value: scope, our name, form, parts.
JOINED = [
    ("4 11", "timestamp", "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", "year month day hour minute second"),
    ("5", "eta", "{:02}-{:02}T{:02}:{:02}Z", "month day hour minute"),
    ("1/11 1/31 1/21", "timestamp", "{:02}T{:02}:{:02}Z", "day hour minute"),
    ("1/18 1/20", "arrival", "{:02}-{:02}T{:02}:{:02}Z", "month day hour minute"),
    ("1/22 1/23 1/27 1/28", "start", "{:02}-{:02}T{:02}:{:02}Z", "month day hour minute"),
    ("1/13", "from", "{:02}-{:02}T{:02}:{:02}", "month_from day_from hour_from minute_from"),
    ("1/13", "to", "{:02}-{:02}T{:02}:{:02}", "month_to day_to hour_to minute_to"),
    ("200/23", "start", "{:04}-{:02}-{:02}T{:02}:{:02}", "start_year start_month start_day start_hour start_minute"),
    ("200/23", "end", "{:04}-{:02}-{:02}T{:02}:{:02}", "end_year end_month end_day end_hour end_minute"),
]
DATE = re.compile(r"(?:(\d+)-)?(?:(\d+)-)?(\d+)T(\d+):(\d+)(?::(\d+))?(Z?)$")


def in_our_words(peer, scopes, answer):
    """An answer by our names; `scopes` are those of the message, the narrowest first."""
    rules = [rule for scope in (*scopes, "") for rule in rules_of(peer, scope)]
    found = {}
    for name, value in answer.items():
        ours = next((target(match) for pattern, target in rules if (match := pattern.fullmatch(name))), name)
        if ours and (ours not in found or found[ours] is None):
            found[ours] = coded(ours, value)
    found.update(unfolded(found))
    for name in ("start_year", "end_year"):
        if isinstance(found.get(name), int):
            found[name] += 2000
    for scope, name, form, parts in JOINED:
        values = [found.get(part) for part in parts.split()]
        if name not in found and set(scope.split()) & set(scopes) and all(isinstance(value, int) for value in values):
            found[name] = form.format(*values)
    return found


def unfolded(answer):
    """What a decoder writes as one text, or in two fields, as fields of ours: aivdm's radio, AIS-catcher's lists."""
    found = {}
    if "communication_state_itdma" in answer:
        found["radio"] = answer["radio"] + (answer["communication_state_itdma"] << 19)
    for name in ("start", "end"):
        day, clock = answer.get(f"{name}_date"), answer.get(f"{name}_time")
        if isinstance(day, str) and isinstance(clock, str):
            found[name] = f"{day[:4]}-{day[4:6]}-{day[6:]}T{clock[:2]}:{clock[2:]}"
    for name, (pattern, members) in LISTS.items():
        if isinstance(answer.get(name), str):
            for i, parts in enumerate(re.findall(pattern, answer[name])):
                found.update((f"{name}.{i}.{member}", float(part)) for member, part in zip(members, parts) if part)
    if isinstance(answer.get("area_shapes"), str):
        kind, *parts = answer["area_shapes"].split(";")[0].split(",")
        found.update(zip((f"areas.0.{member}" for member in SHAPES.get(kind, ())), map(float, parts)))
        found["areas.0.shape"] = list(SHAPES).index(kind) if kind in SHAPES else None
    return found


LISTS = {
    "waypoints": (r"(-?[\d.]+),(-?[\d.]+)(?:;|$)", ("lat", "lon")),
    "targets": (r",(-?[\d.]*),(-?[\d.]*),(\d*),(\d*)(?:;|$)", ("lat", "lon", "course", "speed")),
}
SHAPES = {
    "c": ("lon", "lat", "radius"),
    "r": ("lon", "lat", "east", "north", "orientation"),
    "s": ("lon", "lat", "radius", "left", "right"),
}


def coded(name, value):
    """A word as its code; a word that stands for none is left out. Parts of type 24 have letters."""
    if name == "part" and value in (0, 1):
        return "AB"[value]
    codes = CODES.get(name.rsplit(".", 1)[-1])
    return codes.get(value) if codes and isinstance(value, str) else value


CACHE = {}


def rules_of(peer, scope):
    """Pattern and target of each name in a scope."""
    if (peer, scope) not in CACHE:
        tables = TABLES.get(peer, {}).items()
        texts = [text for scopes, text in tables if scope in scopes.split() or scope == scopes]
        pairs = [pair.strip().rsplit(" ", 1) for text in texts for pair in text.split(",")]
        CACHE[peer, scope] = [rule(*pair) for pair in pairs if len(pair) == 2]
    return CACHE[peer, scope]


def rule(theirs, ours):
    pattern = re.compile(re.escape(theirs).replace(r"\#", r"(\d+)"))

    def target(match):
        numbers = iter(match.groups())
        shift = {"+": 1, "-": -1, "": 0}
        return "" if ours == "-" else re.sub(r"#([+-]?)", lambda at: str(int(next(numbers)) + shift[at[1]]), ours)

    return pattern, target


def date(text):
    """gpsd writes times without zeros."""
    match = DATE.match(text)
    if not match:
        return text
    day = [int(part) for part in match.groups()[:3] if part]
    year = f"{day.pop(0):04}-" if len(day) == 3 else ""
    clock = ":".join(f"{int(part):02}" for part in match.groups()[3:6] if part)
    return year + "-".join(f"{part:02}" for part in day) + "T" + clock

"""Tables of design applications and registrations."""

from tokkyo.model.jpo.table import Table

DESIGN_TABLES: tuple[Table, ...] = (
    Table(
        "mgt_info_d",
        "管理情報ファイル(意匠)",
        law="design",
        case="app_num",
        key="app_num law_cd reg_num split_num",
        values="processing_type mstr_updt_year_month_day conti_prd_expire_ymd next_pen_pymnt_tm_lmt_ymd "
        "last_pymnt_yearly right_ersr_id right_disppr_year_month_day app_year_month_day "
        "finl_dcsn_year_month_day trial_dcsn_year_month_day set_reg_year_month_day invent_title_etc "
        "prncpl_d_app_num",
        lookups="reg_num next_pen_pymnt_tm_lmt_ymd",
    ),
    Table(
        "right_person_art_d",
        "権利者記事ファイル(意匠)",
        law="design",
        case="app_num",
        key="law_cd reg_num split_num app_num rec_num pe_num",
        values="processing_type right_person_appl_id right_person_name",
    ),
    Table(
        "prog_info_div_d",
        "経過情報部ファイル(意匠)",
        law="design",
        case="app_num",
        key="law_cd reg_num split_num app_num rec_num pe_num",
        values="processing_type reg_intrmd_cd crrspnd_mk rcpt_pymnt_dsptch_ymd rcpt_num_common_use",
    ),
    Table(
        "mgt_info_hague",
        "管理情報ファイル(ハーグ)",
        law="design",
        case="app_num",
        key="app_num law_cd reg_num split_num",
        values="processing_type mstr_updt_year_month_day conti_prd_expire_ymd next_pen_pymnt_tm_lmt_ymd "
        "last_pymnt_yearly right_ersr_id right_disppr_year_month_day app_year_month_day "
        "finl_dcsn_year_month_day trial_dcsn_year_month_day set_reg_year_month_day invent_title_etc "
        "prncpl_d_app_num",
        lookups="reg_num next_pen_pymnt_tm_lmt_ymd",
    ),
    Table(
        "hague_mgt_info",
        "ハーグ管理情報ファイル",
        law="design",
        case="app_num",
        key="law_cd reg_num split_num app_num mu_num",
        values="processing_type intl_reg_num d_num",
    ),
    Table(
        "right_person_art_hague",
        "権利者記事ファイル(ハーグ)",
        law="design",
        case="app_num",
        key="law_cd reg_num split_num app_num rec_num pe_num",
        values="processing_type right_person_appl_id right_person_name",
    ),
    Table(
        "prog_info_div_hague",
        "経過情報部ファイル(ハーグ)",
        law="design",
        case="app_num",
        key="law_cd reg_num split_num app_num rec_num pe_num",
        values="processing_type reg_intrmd_cd crrspnd_mk rcpt_pymnt_dsptch_ymd rcpt_num_common_use",
    ),
    Table(
        "intrmd_rec_intl_d_bul_d",
        "中間記録_国際意匠公報_意匠単位ファイル",
        law="design",
        case="app_num",
        key="doc_num history_num",
        values="app_num bul_publish_dt intrmd_doc_cd rcpt_dt",
        lookups="app_num",
    ),
    Table(
        "intrmd_rec_draft_doc",
        "中間記録_起案書類ファイル",
        law="design",
        case="app_num",
        key="doc_num history_num",
        values="app_num intrmd_doc_cd draft_dt dsptch_dt",
        lookups="app_num",
    ),
    Table(
        "jiken_c_d",
        "事件フォルダ_意匠ファイル",
        law="design",
        case="shutugan_no",
        key="yonpo_code shutugan_no",
        values="masterkosin_nitiji shutugan_bi shutugan_shubetu1 saishushobun_shubetu saishushobun_bi "
        "raz_toroku_no ruiji_no toroku_bi raz_kohohakko_bi daz_ishosin_bunrui genshutugan_shubetu "
        "genshutuganyonpo_code genshutugan_no sokyu_bi honishoshutugan_no honishotoroku_no "
        "ishonikakarubuppin satei_shubetu",
        lookups="raz_toroku_no honishoshutugan_no genshutugan_no",
    ),
    Table(
        "jiken_c_d_shutugannindairinin",
        "事件フォルダ_意匠_出願人代理人情報ファイル",
        law="design",
        case="shutugan_no",
        key="yonpo_code shutugan_no gez_junjo_no",
        values="shutugannindairinin_sikbt shutugannindairinin_code shutugannindairinin_jusho shutugannindairinin_simei",
    ),
    Table(
        "jiken_c_d_yusenken_joho",
        "事件フォルダ_意匠_優先権情報ファイル",
        law="design",
        case="shutugan_no",
        key="yonpo_code shutugan_no bmz_junjo_no",
        values="yusenkenshutugan_no yusenkenshucho_bi yusenkenkuni_code",
    ),
    Table(
        "jiken_c_d_sinsei_dv",
        "事件フォルダ_意匠_申請中間記録ファイル",
        law="design",
        case="shutugan_no",
        key="yonpo_code shutugan_no folderbetusakusejnj_no",
        values="chukanshorui_code sasidasi_bi uketuke_bi shorui_no shorui_shubetu version_no eturankinsi_flag "
        "tokkyo_size",
    ),
    Table(
        "jiken_c_d_kian_dv",
        "事件フォルダ_意匠_起案中間記録ファイル",
        law="design",
        case="shutugan_no",
        key="yonpo_code shutugan_no folderbetusakusejnj_no",
        values="chukanshorui_code kian_bi hasso_bi shorui_no shorui_shubetu version_no tokkyo_size",
    ),
    Table(
        "jiken_c_d_chonai_dv",
        "事件フォルダ_意匠_庁内中間記録ファイル",
        law="design",
        case="shutugan_no",
        key="yonpo_code shutugan_no folderbetusakusejnj_no",
        values="chukanshorui_code chonaishoruisakusei_bi shorui_no shorui_shubetu version_no tokkyo_size",
    ),
    Table(
        "jiken_c_d_sosakusha_joho",
        "事件フォルダ_意匠_創作者情報ファイル",
        law="design",
        case="shutugan_no",
        key="yonpo_code shutugan_no cmz_junjo_no",
        values="simei jusho",
    ),
)

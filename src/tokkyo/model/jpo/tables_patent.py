"""Tables of patent applications and registrations."""

from tokkyo.model.jpo.table import Table

PATENT_TABLES: tuple[Table, ...] = (
    Table(
        "pmac_g_app_case",
        "特許出願事件ファイル",
        law="patent",
        case="app_num",
        key="law_cd app_num",
        values="ac_delete_flg ac_update_dttm acai_delete_flg acai_app_dt acai_app_typ_1 acai_app_typ_2 "
        "acup_delete_flg acup_pub_num acup_pub_dt actp_delete_flg actp_trnsl_pub_num actp_trnsl_pub_dt "
        "actp_trnsl_repub_dt acld_delete_flg acld_final_dspst_typ acld_final_dspst_dt acrg_delete_flg "
        "acrg_reg_num acrg_reg_dt acia_delete_flg acia_intl_app_num acia_intl_pub_num acia_intl_pub_dt",
        lookups="acup_pub_num actp_trnsl_pub_num acrg_reg_num acia_intl_app_num acia_intl_pub_num",
    ),
    Table(
        "pmab_g_appl_case_biblog",
        "特許出願人発の事件書誌ファイル",
        law="patent",
        case="app_num",
        key="law_cd app_num",
        values="ab_delete_flg ab_update_dttm abcn_delete_flg abcn_reg_claim_cnt abpa_delete_flg "
        "abpa_parent_app_typ abpa_parent_app_law_cd abpa_parent_app_num abpa_retroacted_dt "
        "abin_delete_flg abin_invent_title",
        lookups="abpa_parent_app_num",
    ),
    Table(
        "pmab_gr_appl_case_biblog",
        "特許出願人発の事件書誌繰返データファイル",
        law="patent",
        case="app_num",
        key="law_cd app_num article_id repeat_num",
        values="abpp_pri_app_num abpp_pri_claim_dt abpp_pri_cntry_cd abip_intnl_pri_law_cd "
        "abip_intnl_pri_app_num abip_intl_app_num abip_claim_dt abna_newapp_app_typ abna_newapp_law_cd "
        "abna_newapp_app_num abaa_appl_atty_class abaa_appl_atty_id abaa_change_num abaa_crrspnd_num "
        "abii_inventor_name abae_crrspnd_num abae_appl_atty_addr abae_appl_atty_name",
    ),
    Table(
        "pmap_g_app_doc",
        "特許出願書類ファイル",
        law="patent",
        case="app_num",
        key="law_cd app_num storing_seq_num",
        values="ap_delete_flg ap_update_dttm article_id apad_delete_flg apad_valid_flg apad_intrmd_doc_cd "
        "apad_submit_dt apad_rcpt_dt apad_inspect_prhbt_flg apad_rcpt_num apad_ver_num apad_doc_typ_cd "
        "apad_doc_size apdd_delete_flg apdd_valid_flg apdd_intrmd_doc_cd apdd_draft_dt apdd_dsptch_dt "
        "apdd_inspect_prhbt_flg apdd_dsptch_doc_num apdd_ver_num apdd_doc_typ_cd apdd_doc_size "
        "apjd_delete_flg apjd_valid_flg apjd_intrmd_doc_cd apjd_jpo_doc_create_dt apjd_inspect_prhbt_flg "
        "apjd_jpo_doc_num apjd_ver_num apjd_doc_typ_cd apjd_doc_size apad_description_page "
        "apad_drawing_page apad_abstrct_doc_page apdd_dsptch_doc_image_page apjd_jpo_doc_image_page",
    ),
    Table(
        "cmdo_ib_intermed_rec",
        "IB中間記録ファイル",
        law="patent",
        case="irir_intnl_app_num",
        key="irir_intnl_app_law_cd irir_intnl_app_num irir_ib_intrmd_serial_num",
        values="irir_input_dt irir_valid_flg irir_typ_cd irir_rcpt_dt irir_flg_1 irir_flg_2 irir_flg_3 "
        "irir_flg_4 irir_flg_5",
    ),
    Table(
        "mgt_info_p",
        "管理情報ファイル(特許)",
        law="patent",
        case="app_num",
        key="app_num law_cd reg_num split_num",
        values="processing_type mstr_updt_year_month_day conti_prd_expire_ymd next_pen_pymnt_tm_lmt_ymd "
        "last_pymnt_yearly right_ersr_id right_disppr_year_month_day app_year_month_day "
        "finl_dcsn_year_month_day trial_dcsn_year_month_day set_reg_year_month_day "
        "invent_cnt_claim_cnt_cls_cnt invent_title_etc",
        lookups="reg_num next_pen_pymnt_tm_lmt_ymd",
    ),
    Table(
        "right_person_art_p",
        "権利者記事ファイル(特許)",
        law="patent",
        case="app_num",
        key="law_cd reg_num split_num app_num rec_num pe_num",
        values="processing_type right_person_appl_id right_person_name",
    ),
    Table(
        "prog_info_div_p",
        "経過情報部ファイル(特許)",
        law="patent",
        case="app_num",
        key="law_cd reg_num split_num app_num rec_num pe_num",
        values="processing_type reg_intrmd_cd crrspnd_mk rcpt_pymnt_dsptch_ymd rcpt_num_common_use",
    ),
    Table(
        "intnl_citation_doc_mstr_data",
        "国内引用文献マスタ_引用調査データファイル",
        law="patent",
        case="app_num",
        key="app_num draft_dt citation_typ isn repeat_num",
        values="reg_srl_num doc_num",
    ),
    Table(
        "intnl_citation_doc_mstr",
        "国内引用文献マスタファイル",
        law="patent",
        case="app_num",
        key="app_num draft_dt citation_typ isn",
        values="del_flg",
    ),
)
